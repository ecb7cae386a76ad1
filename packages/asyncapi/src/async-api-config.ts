import type { AsyncApiInfo } from './async-api-document.js';

/** The parts of a document that cannot be read from the code. Pass an object, or use {@link AsyncApiBuilder}. */
export interface AsyncApiConfig extends Partial<AsyncApiInfo> {
  /** The identifier of the application, a URI such as `urn:com:example:chat`. */
  readonly id?: string | undefined;
  /** The hosts at which clients reach the application. Default: the address on which it listens. */
  readonly servers?: readonly AsyncApiHost[] | undefined;
}

/** A host that serves all gateways of the application. */
export interface AsyncApiHost {
  /** A name such as `production`. */
  readonly name: string;
  /** The host and the port of the application, without a protocol: `chat.example.org` or `localhost:3000`. */
  readonly host: string;
  /** Whether clients connect by TLS (`wss:`). Default: `false`. */
  readonly secure?: boolean;
  readonly description?: string;
}
