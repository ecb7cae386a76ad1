import type { AsyncApiInfo } from './async-api-document.js';

/** What the code of an application does not say. Write it as an object, or with {@link AsyncApiBuilder}. */
export interface AsyncApiConfig extends Partial<AsyncApiInfo> {
  /** The identifier of the application: a URI, such as `urn:com:example:chat`. */
  readonly id?: string;
  /** Where the application is reached. Default: the address at which it listens. */
  readonly servers?: readonly AsyncApiHost[];
}

/** A host of the application, with all of its gateways. */
export interface AsyncApiHost {
  /** Such as `production`. */
  readonly name: string;
  /** The host and the port of the application, without a protocol: `chat.example.org` or `localhost:3000`. */
  readonly host: string;
  /** Whether clients connect by TLS (`wss:`). Default: `false`. */
  readonly secure?: boolean;
  readonly description?: string;
}
