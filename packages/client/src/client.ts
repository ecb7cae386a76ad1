import type { BodyArguments, Contract, EventName, MessageName, ReplyOf, StreamName, ValueOf } from './contract.js';
import type { Session } from './frame.js';
import type { Observed, Status } from './status.js';

export interface StreamOptions {
  /** Cancels it. */
  readonly signal?: AbortSignal;
}

export interface RequestOptions extends StreamOptions {
  /** Milliseconds to wait for the reply. 0 for no limit. Default: that of the client. */
  readonly timeoutMs?: number;
}

/** A client of a server that speaks portico.1. */
export interface Client<C extends Contract> {
  /** Whether the client is connected, as a value that can be observed. */
  readonly status: Observed<Status>;
  /** What the server calls this client. `undefined` until it is connected for the first time. */
  readonly session: Session | undefined;
  /**
   * Sends a message that wants no reply. While the client is offline, it waits.
   *
   * @throws ClientError `QUEUE_FULL` or `CLOSED`
   */
  emit<N extends MessageName<C>>(event: N, ...data: BodyArguments<C['messages'][N], never>): void;
  /**
   * Sends a message, and resolves to its reply: of a stream, to the first value.
   *
   * @returns rejects with a `ClientError`
   * @example
   * const { at } = await client.request('say', 'hello', { timeoutMs: 2_000 });
   */
  request<N extends MessageName<C>>(
    event: N,
    ...data: BodyArguments<C['messages'][N], RequestOptions>
  ): Promise<ReplyOf<C['messages'][N]>>;
  /**
   * Sends a message, and gives what its handler streams. Leaving the loop cancels the stream on the server. It fails with a
   * `ClientError`, `DISCONNECTED` included.
   *
   * @example
   * for await (const tick of client.stream('ticks')) if (tick > 10) break;
   */
  stream<N extends StreamName<C>>(
    event: N,
    ...data: BodyArguments<C['messages'][N], StreamOptions>
  ): AsyncIterableIterator<ValueOf<C['messages'][N]>>;
  /**
   * Calls a listener with each event of a name. If the server asks for a reply, it is what the listener of the event that was
   * added first returns or resolves to.
   *
   * @returns removes the listener
   */
  on<N extends EventName<C>>(event: N, listener: (data: C['events'][N]) => unknown): () => void;
  /** Disconnects for good. Calls that are under way fail. */
  close(code?: number, reason?: string): void;
}
