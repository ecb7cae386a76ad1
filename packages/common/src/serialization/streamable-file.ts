import { Readable } from 'node:stream';
import { HttpStatus } from '../contracts/http/http-status.js';
import { Logger } from '../logging/logger.js';

export interface StreamableFileOptions {
  /** The `Content-Type`. Default: `application/octet-stream`. */
  type?: string | undefined;
  /** The `Content-Disposition`. */
  disposition?: string | string[] | undefined;
  /** The `Content-Length`, in bytes; known for buffers. */
  length?: number | undefined;
}

/** The part of the response that an error handler of a {@link StreamableFile} gets. */
export interface StreamableHandlerResponse {
  /** The connection is closed. */
  destroyed: boolean;
  headersSent: boolean;
  statusCode: number;
  send: (body: string) => void;
  end: () => void;
}

/**
 * A file as a handler result: the framework sends it, and interceptors still run.
 *
 * @see https://docs.nestjs.com/techniques/streaming-files
 * @example return new StreamableFile(createReadStream('cat.png'), { type: 'image/png' });
 */
export class StreamableFile {
  /** Absent if the source is not a stream, which plain JavaScript may pass. */
  private readonly stream: Readable | undefined;
  private readonly logger = new Logger('StreamableFile');
  private handleError: (error: Error, response: StreamableHandlerResponse) => void = answerBadRequest;
  private logError: (error: Error) => void = (error) => this.logger.error(error);
  readonly options: StreamableFileOptions;

  constructor(source: Uint8Array | Readable, options: StreamableFileOptions = {}) {
    if (source instanceof Uint8Array) {
      const stream = new Readable();
      stream.push(source);
      stream.push(null);
      this.stream = stream;
      this.options = { ...options, length: options.length ?? source.length };
    } else {
      this.stream = typeof source?.pipe === 'function' ? source : undefined;
      this.options = options;
    }
  }

  getStream(): Readable {
    return this.stream!;
  }

  getHeaders(): { type: string; disposition: string | string[] | undefined; length: number | undefined } {
    const { type = 'application/octet-stream', disposition, length } = this.options;
    return { type, disposition, length };
  }

  /** Sends the reply if the source fails. */
  get errorHandler(): (error: Error, response: StreamableHandlerResponse) => void {
    return this.handleError;
  }

  setErrorHandler(handler: (error: Error, response: StreamableHandlerResponse) => void): this {
    this.handleError = handler;
    return this;
  }

  /** Logs the error if the source fails. */
  get errorLogger(): (error: Error) => void {
    return this.logError;
  }

  setErrorLogger(handler: (error: Error) => void): this {
    this.logError = handler;
    return this;
  }
}

function answerBadRequest(_error: Error, response: StreamableHandlerResponse): void {
  if (response.destroyed) return;
  if (response.headersSent) {
    response.end();
    return;
  }
  response.statusCode = HttpStatus.BAD_REQUEST;
  // Clients do not see the error message.
  response.send('Bad Request');
}
