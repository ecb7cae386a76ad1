import type { IncomingMessage } from 'node:http';

/** The user or service to which a token was issued. */
export interface Holder {
  readonly name: string;
  readonly role: 'user' | 'service';
  /** The room of the connections of one session, which are closed at the log-out. Unlike the id of the session, it is not secret. */
  readonly group?: string;
}

/** A request with a valid token. */
export interface TokenRequest extends IncomingMessage {
  holder?: Holder;
  /** When the token expires. */
  expires?: Date;
}
