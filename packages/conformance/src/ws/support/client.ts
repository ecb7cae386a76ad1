/** A client of the library under test, with the members that the suites use. */
export interface TestClient {
  /** Sends a message without waiting for a reply. */
  send(event: unknown, ...data: unknown[]): void;
  /** Sends a message, and resolves to the result of the handler: the acknowledgement, or without it the next frame without an event. */
  ask(event: unknown, ...data: unknown[]): Promise<unknown>;
  /** Resolves to the data of the next event with this name. */
  next(event: string): Promise<unknown>;
  /** The received messages that no test has read: `[event, data]`, or `['answer', data]`. */
  readonly rest: [string, unknown][];
  /** Disconnects, and receives the closing frame of the server. */
  leave(): Promise<void>;
  /** Resolves when either side has closed the connection. */
  readonly left: Promise<void>;
  /**
   * Optional: stops reading from the connection without closing it, like a client whose process hangs. Without this member,
   * the tests that need it are skipped.
   */
  freeze?(): void;
  /** Optional: sends text that may not be a message. Without this member, the tests that need it are skipped. */
  sendText?(text: string): void;
  /**
   * Optional: violates the protocol of the platform, for example with a frame without a mask. The server may disconnect
   * the client. Without this member, the test that needs it is skipped.
   */
  breakProtocol?(): void;
  /**
   * Optional: sends a message that requests an acknowledgement, and calls back with each acknowledgement. Required for the
   * capability `acknowledgements`.
   */
  sendAcknowledged?(event: string, data: unknown, listener: (value: unknown) => void): void;
  /** Optional: replies to requests of the server with an event of this name. Required for the capability `requests`. */
  answer?(event: string, reply: (data: unknown) => unknown): void;
  /** Optional: the arguments of `handleDisconnect` after the client, if the client disconnects with `leave()`. */
  readonly disconnectArguments?: readonly unknown[];
  /** Optional: the code with which the server closed the WebSocket, once it is closed. */
  readonly closeCode?: number | undefined;
  readonly closeReason?: string | undefined;
  /** Destroys the connection, in whatever state it is. */
  destroy(): void;
}

/** The address to which a client connects. */
export interface Place {
  readonly port: number;
  readonly path?: string;
  readonly namespace?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly secure?: boolean;
  /** The headers of the request that opens the connection. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Destroys the client. While it connects, `connect` rejects. */
  readonly signal?: AbortSignal;
}

/** The reason why a client was not accepted, as the client received it. */
export class Refused extends Error {
  /** @param headers the headers of the HTTP response, if the client has access to it */
  constructor(
    readonly status: number,
    message: string,
    readonly headers?: Readonly<Record<string, string | string[] | undefined>>,
  ) {
    super(message);
  }
}

/** Connects a client. Rejects with {@link Refused} if the server sends a reason. */
export type ConnectClient = (place: Place) => Promise<TestClient>;
