import type { JsonSchema } from './json-schema.js';

/** The parts of an AsyncAPI 3.0 document that `createDocument()` writes. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0';
  readonly id?: string;
  readonly info: AsyncApiInfo;
  readonly defaultContentType: 'application/json';
  readonly servers: Readonly<Record<string, AsyncApiServer>>;
  readonly channels: Readonly<Record<string, AsyncApiChannel>>;
  readonly operations: Readonly<Record<string, AsyncApiOperation>>;
  readonly components: AsyncApiComponents;
}

/** The description of an application. */
export interface AsyncApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly termsOfService?: string;
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
  readonly license?: { readonly name: string; readonly url?: string };
  readonly tags?: readonly AsyncApiTag[];
  readonly externalDocs?: { readonly url: string; readonly description?: string };
}

export interface AsyncApiTag {
  readonly name: string;
  readonly description?: string;
}

export interface AsyncApiReference {
  readonly $ref: string;
}

/** An address to which clients connect. There is one for each host, adapter and port. */
export interface AsyncApiServer {
  readonly host: string;
  readonly protocol: string;
  readonly pathname?: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, { readonly description?: string }>>;
  readonly security?: readonly AsyncApiReference[];
  readonly 'x-portico': PorticoServer;
}

/** The extension `x-portico` of a server. */
export interface PorticoServer {
  /** The name of the adapter; missing for the default adapter. */
  readonly adapter?: string;
  /** The dedicated port of the gateways; 0 for the port of the application. */
  readonly port: number;
  /** The protocol of clients: `ws`, `socket.io`, or the name that the adapter gives. */
  readonly protocol: string;
  /** Whether clients connect with TLS. */
  readonly secure: boolean;
  /** The subprotocols that clients can choose. */
  readonly subprotocols: readonly string[];
}

/** A path or a namespace of a server. */
export interface AsyncApiChannel {
  readonly address: string | null;
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly servers: readonly AsyncApiReference[];
  readonly parameters?: Readonly<Record<string, { readonly description?: string }>>;
  readonly messages: Readonly<Record<string, AsyncApiMessageObject>>;
  readonly tags?: readonly AsyncApiTag[];
  readonly bindings?: { readonly ws: WebSocketBinding };
  readonly 'x-socket.io'?: SocketIoBinding;
  readonly 'x-portico': PorticoChannel;
}

/** The WebSocket binding of a channel. It describes the request with which clients connect. */
export interface WebSocketBinding {
  readonly method: 'GET';
  readonly query?: JsonSchema;
  readonly headers?: JsonSchema;
  readonly bindingVersion: '0.1.0';
}

/** The extension `x-socket.io` of a channel: how clients of socket.io connect. */
export interface SocketIoBinding {
  /** The name of the namespace. Missing if it is a pattern or a function. */
  readonly namespace?: string;
  /** The regular expression of the names of namespaces. */
  readonly namespacePattern?: string;
  /** The option `path` of the client. */
  readonly path: string;
  readonly query?: JsonSchema;
  readonly headers?: JsonSchema;
}

/** The extension `x-portico` of a channel. */
export interface PorticoChannel {
  /** The names of the classes. */
  readonly gateways: readonly string[];
  /** The path as it was declared, such as `/rooms/:room`. */
  readonly path?: string;
  /** The names of the guards that run before a client is accepted. */
  readonly guards?: readonly string[];
}

/** A message in one direction. */
export interface AsyncApiMessageObject {
  readonly name: string;
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly contentType?: string;
  readonly payload: JsonSchema;
  readonly correlationId?: { readonly location: string; readonly description?: string };
  readonly tags?: readonly AsyncApiTag[];
  readonly examples?: readonly { readonly name?: string; readonly summary?: string; readonly payload: unknown }[];
  readonly 'x-portico': PorticoMessage;
}

/** The extension `x-portico` of a message. */
export interface PorticoMessage {
  /** The kind of the message. Clients send a `message`, and receive all other kinds. A `value` is one value of a stream. */
  readonly kind: 'message' | 'reply' | 'value' | 'end' | 'error' | 'event';
  /** The name of the event, or for a reply the name of its message. */
  readonly event: string;
  /** The schema of the data without its frame. Missing if there is no data. */
  readonly data?: JsonSchema;
  /** Examples of the data without the frame. */
  readonly examples?: readonly unknown[];
  /** The object that clients send instead of a name. */
  readonly pattern?: unknown;
  /** The subprotocol of the frames that the payload describes. Missing for messages without a subprotocol. */
  readonly subprotocol?: string;
}

/** A message that gateways receive, or an event that they send. */
export interface AsyncApiOperation {
  readonly action: 'receive' | 'send';
  readonly channel: AsyncApiReference;
  readonly title?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly AsyncApiReference[];
  readonly tags?: readonly AsyncApiTag[];
  readonly messages: readonly AsyncApiReference[];
  readonly reply?: { readonly channel: AsyncApiReference; readonly messages: readonly AsyncApiReference[] };
  readonly 'x-portico': PorticoOperation;
}

/** The extension `x-portico` of an operation. */
export interface PorticoOperation {
  readonly event: string;
  /** The methods that handle the message. */
  readonly handlers?: readonly { readonly gateway: string; readonly method: string }[];
  /** Whether the handler replies with a stream of values. */
  readonly stream?: true;
  /** The names of the guards of the handlers. */
  readonly guards?: readonly string[];
}

export interface AsyncApiComponents {
  readonly schemas?: Readonly<Record<string, JsonSchema>>;
  readonly securitySchemes?: Readonly<Record<string, AsyncApiSecurityScheme>>;
}

/** A security scheme of AsyncAPI 3.0. */
export type AsyncApiSecurityScheme =
  | { readonly type: 'http'; readonly scheme: string; readonly bearerFormat?: string; readonly description?: string }
  | {
      readonly type: 'httpApiKey';
      readonly name: string;
      readonly in: 'query' | 'header' | 'cookie';
      readonly description?: string;
    }
  | {
      readonly type: 'userPassword' | 'apiKey' | 'X509' | 'symmetricEncryption' | 'asymmetricEncryption';
      readonly description?: string;
      readonly in?: 'user' | 'password';
    }
  | {
      readonly type: 'openIdConnect';
      readonly openIdConnectUrl: string;
      readonly description?: string;
      readonly scopes?: readonly string[];
    }
  | {
      readonly type: 'oauth2';
      readonly flows: Readonly<Record<string, unknown>>;
      readonly description?: string;
      readonly scopes?: readonly string[];
    };
