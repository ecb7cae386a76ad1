type Encode<T> = (event: SharedEvent) => T;

/** What only some events have. */
export interface SharedEventDetails {
  /** Set if clients have to reply. */
  readonly requestId?: number | undefined;
  /** How long clients may take to reply, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** The position of the event, with recovery. */
  readonly offset?: string | undefined;
}

const NO_DETAILS: SharedEventDetails = {};

/**
 * One event for many clients, encoded once for each format that they speak.
 *
 * @example
 * sendShared(client: WebSocket, event: SharedEvent): void {
 *   client.send(event.as(jsonOf)); // encoded for the first client only
 * }
 * @see docs/websocket-adapters.md#optional-members
 */
export class SharedEvent implements SharedEventDetails {
  readonly requestId: number | undefined;
  readonly timeoutMs: number | undefined;
  readonly offset: string | undefined;
  private firstEncode: Encode<unknown> | undefined;
  private firstFrame: unknown;
  private others: Map<Encode<unknown>, unknown> | undefined;
  private failures: Map<Encode<unknown>, unknown> | undefined;
  private reported: Set<unknown> | undefined;

  constructor(
    readonly event: string,
    readonly data: unknown,
    { requestId, timeoutMs, offset }: SharedEventDetails = NO_DETAILS,
  ) {
    this.requestId = requestId;
    this.timeoutMs = timeoutMs;
    this.offset = offset;
  }

  /** Returns the same event with an offset, which earlier encodings do not have. */
  at(offset: string | undefined): SharedEvent {
    if (offset === undefined) return this;
    const { event, data, requestId, timeoutMs } = this;
    const named = new SharedEvent(event, data, { requestId, timeoutMs, offset });
    if (this.firstEncode === jsonOf) {
      named.firstEncode = this.firstEncode;
      named.firstFrame = this.firstFrame;
    }
    return named;
  }

  /**
   * Returns the event in one format.
   *
   * @param encode the same function for the same format
   * @throws what `encode` throws, the same error for each client
   */
  as<T>(encode: Encode<T>): T;
  as(encode: Encode<unknown>): unknown {
    if (this.firstEncode === encode) return this.firstFrame;
    if (this.firstEncode === undefined) {
      this.firstFrame = this.encodeOnce(encode);
      this.firstEncode = encode;
      return this.firstFrame;
    }
    this.others ??= new Map();
    if (!this.others.has(encode)) this.others.set(encode, this.encodeOnce(encode));
    return this.others.get(encode);
  }

  /** Whether an error is to be logged: many clients may be unable to receive the event, for the same reason. */
  isNewFailure(error: unknown): boolean {
    this.reported ??= new Set();
    const isNew = !this.reported.has(error);
    this.reported.add(error);
    return isNew;
  }

  private encodeOnce(encode: Encode<unknown>): unknown {
    if (this.failures?.has(encode)) throw this.failures.get(encode);
    try {
      return encode(this);
    } catch (error) {
      this.failures ??= new Map();
      this.failures.set(encode, error);
      throw error;
    }
  }
}

/**
 * Returns an event in the documented format: `{ event, data }` as JSON.
 *
 * @example
 * jsonOf(new SharedEvent('news', 1)); // '{"event":"news","data":1}'
 * @see docs/websocket-adapters.md#optional-members
 */
export function jsonOf({ event, data }: SharedEvent): string {
  return JSON.stringify({ event, data });
}
