/** A real client, in the terms that the suite needs. */
export interface TestClient {
  /** Sends a message and expects nothing. */
  send(event: unknown, ...data: unknown[]): void;
  /** Sends a message and gives what the handler returned: as acknowledgement where there is such a thing, else as the next frame without an event. */
  ask(event: unknown, ...data: unknown[]): Promise<unknown>;
  /** The data of the next event with this name. */
  next(event: string): Promise<unknown>;
  /** What was received and not taken: `[event, data]`, or `['answer', data]`. */
  readonly rest: [string, unknown][];
  /** Disconnects, and receives the closing frame of the server. */
  leave(): Promise<void>;
  /** Resolves when the connection has closed, on either side. */
  readonly left: Promise<void>;
  /**
   * Optional: stops reading from the connection, without ending it, as a client does whose process hangs. Without it the
   * tests that need such a client are skipped.
   */
  freeze?(): void;
  /** Optional: sends text that need not be a message. Without it the tests that send such text are skipped. */
  sendText?(text: string): void;
  /**
   * Optional: sends what the protocol of the platform does not allow, such as a frame without a mask. The server may disconnect
   * the client for it. Without it the test that sends such a thing is skipped.
   */
  breakProtocol?(): void;
  /** Optional: answers requests of the server with an event of this name. Needed for the capability `requests`. */
  answer?(event: string, reply: (data: unknown) => unknown): void;
  /** Optional: what `handleDisconnect` is called with after the client, when the client leaves by `leave()`. */
  readonly farewell?: readonly unknown[];
  /** Optional: the code and the reason with which the server closed the WebSocket, once it is closed. */
  readonly closeCode?: number | undefined;
  readonly closeReason?: string | undefined;
  /** Ends whatever is left of it. */
  destroy(): void;
}

/** Where a client connects to. */
export interface Place {
  readonly port: number;
  readonly path?: string;
  readonly namespace?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly secure?: boolean;
  /** Sent with the request that opens the connection. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the client, also while it connects: `connect` rejects then. */
  readonly signal?: AbortSignal;
}

/** Why a client was not accepted, as it learned of it. */
export class Refused extends Error {
  /** @param headers those of the HTTP response, for clients that see it */
  constructor(
    readonly status: number,
    message: string,
    readonly headers?: Readonly<Record<string, string | string[] | undefined>>,
  ) {
    super(message);
  }
}

/** Rejects with {@link Refused} when the server says why. */
export type ConnectClient = (place: Place) => Promise<TestClient>;
