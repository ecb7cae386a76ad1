import type { CodecChannel, CodecReader, RequestFailure } from '../contracts/adapter/codec.js';
import { failurePayload } from '../exceptions/failure-payload.js';
import { JsonRpcBatch } from './json-rpc-batch.js';
import { errorObject, INVALID_REQUEST, PARSE_ERROR } from './json-rpc-errors.js';
import { failureResponse, type JsonRpcId } from './json-rpc-response.js';
import { JsonRpcWriter } from './json-rpc-writer.js';

export interface JsonRpcLimits {
  readonly maxOpenRequests: number;
  readonly maxBatchSize: number;
  readonly maxStreamValues: number;
}

/** Takes a response as JSON. */
type Respond = (response: string) => void;

/** The messages of one JSON-RPC client. */
export class JsonRpcReader implements CodecReader {
  private open = 0;

  constructor(
    private readonly channel: CodecChannel,
    private readonly limits: JsonRpcLimits,
  ) {}

  read(frame: string | Buffer): void {
    let message: unknown;
    try {
      message = JSON.parse(String(frame));
    } catch (error) {
      this.send(failureResponse(PARSE_ERROR, null));
      throw error;
    }
    if (Array.isArray(message)) this.readBatch(message);
    else this.handle(message, this.send);
  }

  private readBatch(messages: readonly unknown[]): void {
    if (messages.length === 0 || messages.length > this.limits.maxBatchSize) {
      this.send(failureResponse(INVALID_REQUEST, null));
      throw new RangeError(`A batch has ${messages.length} messages; it must have 1 to ${this.limits.maxBatchSize}`);
    }
    const batch = new JsonRpcBatch(this.send);
    for (const message of messages) {
      // Which messages get a response is known only after they have been read.
      const respond = batch.expect();
      this.handle(message, respond, () => respond(undefined));
    }
    batch.close();
  }

  /** @param none called in place of `respond` for a notification */
  private handle(message: unknown, respond: Respond, none?: () => void): void {
    // Data of a client: each member is checked before it is used.
    const { jsonrpc, method, params, id } = (message ?? {}) as Readonly<Record<string, unknown>>;
    const isId = id === undefined || id === null || typeof id === 'string' || typeof id === 'number';
    const isParams = params === undefined || (typeof params === 'object' && params !== null);
    if (jsonrpc !== '2.0' || typeof method !== 'string' || !isId || !isParams) {
      const error = new TypeError('The message is not a JSON-RPC 2.0 request');
      this.channel.discard({ reason: 'malformed', data: message, error });
      respond(failureResponse(INVALID_REQUEST, null));
    } else if (id === undefined) {
      this.channel.receive(method, params);
      none?.();
    } else {
      this.answer(method, params, id, respond);
    }
  }

  private answer(method: string, params: unknown, id: JsonRpcId, respond: Respond): void {
    const { maxOpenRequests, maxStreamValues } = this.limits;
    if (this.open >= maxOpenRequests) {
      const reason: RequestFailure = 'overflow';
      this.channel.discard({ reason, event: method, data: params });
      respond(failureResponse(errorObject(failurePayload(reason), reason), id));
      return;
    }
    this.open += 1;
    const writer = new JsonRpcWriter(id, maxStreamValues, respond, this.onClosed);
    writer.belongsTo(this.channel.request(method, params, writer));
  }

  private readonly send = (response: string): void => this.channel.send(response);

  private readonly onClosed = (): void => {
    this.open -= 1;
  };
}
