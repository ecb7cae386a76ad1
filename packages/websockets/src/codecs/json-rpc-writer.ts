import type { PendingRequest, ReplyWriter, RequestFailure } from '../contracts/adapter/codec.js';
import { errorObject } from './json-rpc-errors.js';
import { failureResponse, type JsonRpcId, resultText, successResponse } from './json-rpc-response.js';

/** The response to one request. */
export class JsonRpcWriter implements ReplyWriter {
  /** The values of the stream as JSON: the application may change an object after it was sent. */
  private readonly values: string[] = [];
  private request: PendingRequest | undefined;
  /** Whether the request has failed because of its length. */
  private isTooLong = false;

  /** @param respond called with the response as JSON */
  constructor(
    private readonly id: JsonRpcId,
    private readonly maxStreamValues: number,
    private readonly respond: (response: string) => void,
    private readonly onClosed: () => void,
  ) {}

  belongsTo(request: PendingRequest): void {
    this.request = request;
    if (this.isTooLong) request.cancel();
  }

  reply(value: unknown): void {
    this.succeed(resultText(value));
  }

  next(value: unknown): void {
    if (this.isTooLong) return;
    if (this.values.length < this.maxStreamValues) {
      this.values.push(resultText(value));
      return;
    }
    this.fail({ status: 'error', message: `The stream has more than ${this.maxStreamValues} values` }, 'exception');
    this.isTooLong = true;
    this.values.length = 0;
    this.request?.cancel();
  }

  end(): void {
    this.succeed(`[${this.values.join(',')}]`);
  }

  fail(payload: object, reason: RequestFailure): void {
    if (!this.isTooLong) this.respond(failureResponse(errorObject(payload, reason), this.id));
  }

  closed(): void {
    this.onClosed();
  }

  /** A stream that is too long cannot be cancelled while it is being started, and may fail or another handler reply. */
  private succeed(result: string): void {
    if (!this.isTooLong) this.respond(successResponse(result, this.id));
  }
}
