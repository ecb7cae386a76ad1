import type { BodyArguments, Contract, ReplyOf, StreamName, ValueOf } from './contract.js';
import type { Session } from './frame.js';
import type { Closing, Observed, Status } from './status.js';

export interface StreamOptions {
  /** Cancels it. */
  readonly signal?: AbortSignal | undefined;
}

export interface RequestOptions extends StreamOptions {
  /** Milliseconds to wait for the reply. 0 for no limit. Default: that of the client. */
  readonly timeoutMs?: number | undefined;
}

/** A client of a server that speaks portico.1. */
export interface Client<C extends Contract> {
  /** The connection status, which can be observed. */
  readonly status: Observed<Status>;
  /** The session of this client. `undefined` until it is connected for the first time. */
  readonly session: Session | undefined;
  /**
   * How the last connection was closed, also an attempt to connect. `undefined` until then. Set before `status` changes.
   *
   * @example
   * client.status.subscribe((status) => {
   *   if (status === 'closed' && client.lastClose?.code === 4401) logIn(); // the token has expired
   * });
   */
  readonly lastClose: Closing | undefined;
  /**
   * Sends a message without a reply. While the client is offline, the message is queued.
   *
   * @throws ClientError `QUEUE_FULL` or `CLOSED`
   */
  emit<N extends keyof C['messages'] & string>(event: N, ...data: BodyArguments<C['messages'][N], never>): void;
  /**
   * Sends a message, and resolves to its reply. For a stream, resolves to the first value.
   *
   * @returns rejects with a `ClientError`
   * @example
   * const { at } = await client.request('say', 'hello', { timeoutMs: 2_000 });
   */
  request<N extends keyof C['messages'] & string>(
    event: N,
    ...data: BodyArguments<C['messages'][N], RequestOptions>
  ): Promise<ReplyOf<C['messages'][N]>>;
  /**
   * Sends a message, and returns the stream of its handler. Leaving the loop cancels the stream on the server. It fails
   * with a `ClientError`, also with `DISCONNECTED`.
   *
   * @example
   * for await (const tick of client.stream('ticks')) if (tick > 10) break;
   */
  stream<N extends StreamName<C>>(
    event: N,
    ...data: BodyArguments<C['messages'][N], StreamOptions>
  ): AsyncIterableIterator<ValueOf<C['messages'][N]>>;
  /**
   * Calls a listener with each event of this name. If the server requests a reply, it is the return value, or the
   * resolved value, of the listener that was added first.
   *
   * @returns a function that removes the listener
   */
  on<N extends keyof C['events'] & string>(event: N, listener: (data: C['events'][N]) => unknown): () => void;
  /** Disconnects permanently. Open calls fail. */
  close(code?: number, reason?: string): void;
}
