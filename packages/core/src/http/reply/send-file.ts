import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { Logger, type StreamableFile, type StreamableHandlerResponse } from '@portico/common';
import { logFailure } from '../log-failure.js';
import { runObserver } from '../run-observer.js';
import { checkBody } from './check-body.js';
import { endRequest } from './end-request.js';
import { endHeadRequest, isHeadRequest } from './head-request.js';
import { hasNoContent, isNotModified, sendWithoutContent } from './no-content.js';
import { traceFailure } from './request-traces.js';

const logger = new Logger('StreamableFile');

/** The members of an adapter that sending a file needs. */
interface FileSender {
  getHeader(response: unknown, name: string): unknown;
  setHeader(response: unknown, name: string, value: string): unknown;
  setFileHeader(response: unknown, name: string, value: string | string[]): unknown;
  removeHeader(response: unknown, name: string): unknown;
  status(response: unknown, statusCode: number): unknown;
  reply(response: unknown, body: unknown, statusCode?: number): unknown;
  end(response: unknown): unknown;
  isHeadersSent(response: unknown): boolean;
  rawResponse(response: unknown): ServerResponse;
  takeOver(response: unknown): ServerResponse;
  replyStream(response: unknown, stream: Readable, onError: (error: Error) => void): void;
}

/**
 * Sends a `StreamableFile`. Its type, disposition and length become headers unless the route has set them. If the
 * source fails before its first byte, the error handler of the file replies.
 */
export function sendFile(adapter: FileSender, response: unknown, file: StreamableFile): void {
  const isUnmodified = isNotModified(adapter, response);
  if (!isUnmodified && hasNoContent(adapter, response)) {
    file.getStream().on('error', ignore).destroy();
    sendWithoutContent(adapter, response);
    return;
  }
  const { type, disposition, length } = file.getHeaders();
  const added: string[] = [];
  const add = (name: string, value: string | string[] | undefined): void => {
    if (value === undefined || adapter.getHeader(response, name) !== undefined) return;
    adapter.setFileHeader(response, name, value);
    added.push(name);
  };
  add('content-type', type);
  // Node writes a disposition after a length as if it were UTF-8, which garbles names in Latin-1.
  add('content-disposition', disposition);
  add('content-length', length === undefined ? undefined : String(length));

  const isBare = isUnmodified || isHeadRequest(adapter, response);
  const stream = isBare ? file.getStream() : checkBody(adapter, response, file.getStream());
  stream.once('error', (error) => {
    traceFailure(adapter.rawResponse(response), error);
    runObserver(() => file.errorLogger(error));
  });
  const fail = (error: Error): void => {
    // The headers of the file would be wrong for the error response.
    for (const name of added) adapter.removeHeader(response, name);
    const handle = (): unknown => file.errorHandler(error, new FileResponse(adapter, response));
    runObserver(handle, (failure) => {
      logFailure(failure, logger);
      endRequest(adapter, response);
    });
  };
  if (isBare) endHeadRequest(adapter, response, stream, fail);
  else adapter.replyStream(response, stream, fail);
}

/** Nothing of the file is sent, so its error changes nothing. */
function ignore(): void {}

/** The response as the error handler of a file sees it, the same on every platform. */
class FileResponse implements StreamableHandlerResponse {
  private status = 200;

  constructor(
    private readonly adapter: FileSender,
    private readonly response: unknown,
  ) {}

  get destroyed(): boolean {
    return this.adapter.rawResponse(this.response).destroyed;
  }

  get headersSent(): boolean {
    return this.adapter.isHeadersSent(this.response);
  }

  get statusCode(): number {
    return this.status;
  }

  set statusCode(status: number) {
    this.status = status;
    this.adapter.status(this.response, status);
  }

  send = (body: string): void => {
    this.adapter.setHeader(this.response, 'content-type', 'text/plain; charset=utf-8');
    this.adapter.reply(this.response, body);
  };

  end = (): void => {
    this.adapter.end(this.response);
  };
}
