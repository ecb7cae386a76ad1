import type { PendingRequest, ReplyWriter, RequestFailure } from '../contracts/codec.js';
import { errorObject, type JsonRpcError } from './json-rpc-errors.js';

export interface JsonRpcResponse {
  readonly jsonrpc: '2.0';
  readonly id: string | number | null;
  readonly result?: unknown;
  readonly error?: JsonRpcError;
}

/** The response to one request. */
export class JsonRpcWriter implements ReplyWriter {
  private readonly values: unknown[] = [];
  private request: PendingRequest | undefined;
  private isTooLong = false;

  constructor(
    private readonly id: JsonRpcResponse['id'],
    private readonly maxStreamValues: number,
    private readonly respond: (response: JsonRpcResponse) => void,
    private readonly onClosed: () => void,
  ) {}

  belongsTo(request: PendingRequest): void {
    this.request = request;
    if (this.isTooLong) request.cancel();
  }

  reply(value: unknown): void {
    this.respond({ jsonrpc: '2.0', result: value === undefined ? null : value, id: this.id });
  }

  next(value: unknown): void {
    if (this.isTooLong) return;
    if (this.values.length < this.maxStreamValues) {
      // A value that cannot be serialized fails the stream here; at the end of the stream the error would reach no
      // filter.
      JSON.stringify(value);
      this.values.push(value);
      return;
    }
    this.isTooLong = true;
    this.fail({ status: 'error', message: `The stream has more than ${this.maxStreamValues} values` }, 'exception');
    this.request?.cancel();
  }

  end(): void {
    if (!this.isTooLong) this.reply(this.values);
  }

  fail(payload: object, reason: RequestFailure): void {
    this.respond({ jsonrpc: '2.0', error: errorObject(payload, reason), id: this.id });
  }

  closed(): void {
    this.onClosed();
  }
}
