import type { PendingRequest, ReplyWriter, RequestFailure } from '../contracts/codec.js';
import { errorObject } from './json-rpc-errors.js';
import { failureResponse, type JsonRpcId, resultText, successResponse } from './json-rpc-response.js';

/** The response to one request. */
export class JsonRpcWriter implements ReplyWriter {
  /** The values of the stream as JSON: the application may change an object after it was sent. */
  private readonly values: string[] = [];
  private request: PendingRequest | undefined;
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
    this.respond(successResponse(resultText(value), this.id));
  }

  next(value: unknown): void {
    if (this.isTooLong) return;
    if (this.values.length < this.maxStreamValues) {
      this.values.push(resultText(value));
      return;
    }
    this.isTooLong = true;
    this.values.length = 0;
    this.fail({ status: 'error', message: `The stream has more than ${this.maxStreamValues} values` }, 'exception');
    this.request?.cancel();
  }

  end(): void {
    if (!this.isTooLong) this.respond(successResponse(`[${this.values.join(',')}]`, this.id));
  }

  fail(payload: object, reason: RequestFailure): void {
    this.respond(failureResponse(errorObject(payload, reason), this.id));
  }

  closed(): void {
    this.onClosed();
  }
}
