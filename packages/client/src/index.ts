export type { Client, RequestOptions, StreamOptions } from './client.js';
export { ClientError, type ClientErrorCode } from './client-error.js';
export type {
  AnyContract,
  BodyArguments,
  Contract,
  EventName,
  MessageContract,
  MessageName,
  ReplyOf,
  StreamName,
  ValueOf,
} from './contract.js';
export { createClient } from './create-client.js';
export type { ContractOf, DefinedMessages } from './defined-messages.js';
export type { Session } from './frame.js';
export type { ClientOptions, ReconnectOptions, SocketConstructor, SocketLike } from './options.js';
export type { Closing, Observed, Status } from './status.js';
