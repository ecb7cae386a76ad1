import type { IncomingMessage } from 'node:http';

/** Who a token was issued to. */
export interface Holder {
  readonly name: string;
  readonly role: 'user' | 'service';
  /** Names the connections of one session of a user, so that a log-out ends them. Not a secret, as the id of the session is. */
  readonly group?: string;
}

/** A request with a valid token. */
export interface TokenRequest extends IncomingMessage {
  holder?: Holder;
  /** When the token expires. */
  expires?: Date;
}
