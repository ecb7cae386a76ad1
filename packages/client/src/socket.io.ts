/**
 * Types of contracts for the client of socket.io.
 *
 * @packageDocumentation
 */

import type { Socket } from 'socket.io-client';
import type { ContractOf, DefinedMessages } from './defined-messages.js';

/** The data of the `exception` event, unless the filters of the server send something else. */
export interface ExceptionData {
  readonly status: 'error';
  readonly message: string;
  /** The issues of the body, if it is invalid. */
  readonly issues?: readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
  /** The message that failed. */
  readonly cause?: { readonly pattern: string; readonly data?: unknown };
}

// biome-ignore lint/suspicious/noConfusingVoidType: the type of schemas for no value
type Nothing = undefined | void;
type Data<T> = [T] extends [Nothing] ? [] : undefined extends T ? [data?: T] : [data: T];
type DataBeforeAck<T> = [T] extends [Nothing] ? [] : [data: T];
type BodyOf<M> = M extends { readonly body: infer Body } ? Body : undefined;

/** The events that clients send, in the form of socket.io: a message with a reply has an acknowledgement. */
export type EmitEventsOf<C extends DefinedMessages> = {
  [N in keyof ContractOf<C>['messages']]: ContractOf<C>['messages'][N] extends infer M
    ? M extends { readonly reply: infer Reply }
      ? (...args: [...DataBeforeAck<BodyOf<M>>, acknowledge: (reply: Reply) => void]) => void
      : (...args: Data<BodyOf<M>>) => void
    : never;
};

/** The events that the server sends, in the form of socket.io, `exception` among them. */
export type ListenEventsOf<C extends DefinedMessages> = {
  [E in keyof ContractOf<C>['events']]: (...args: Data<ContractOf<C>['events'][E]>) => void;
} & ('exception' extends keyof ContractOf<C>['events'] ? unknown : { exception: (error: ExceptionData) => void });

/**
 * A socket of socket.io-client with the types of defined messages.
 *
 * @example
 * const socket: SocketOf<typeof chat> = io('https://example.org');
 * const { at } = await socket.emitWithAck('say', { text: 'hello' });
 * socket.on('said', ({ from, text }) => console.log(from, text));
 * @see docs/messages.md
 */
export type SocketOf<C extends DefinedMessages> = Socket<ListenEventsOf<C>, EmitEventsOf<C>>;
