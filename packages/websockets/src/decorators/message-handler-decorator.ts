import type { Observable } from 'rxjs';
import type { WsResponse } from '../contracts/gateways/ws-response.js';
import type { EventShapes, MessageDefinition } from '../messages/message-definition.js';
import type { InputOf } from '../messages/schema.js';

type Later<T> = T | PromiseLike<T>;

/** Nothing has to be returned where the reply may be `undefined`. */
// biome-ignore lint/suspicious/noConfusingVoidType: a method without a return statement returns void
type Returned<Reply> = undefined extends Reply ? Reply | void : Reply;

/** What a handler can return instead of a reply: one of the events that the server sends. */
type SentEvent<E extends EventShapes> = {
  [Name in keyof E & string]: WsResponse<InputOf<E[Name]>> & { readonly event: Name };
}[keyof E & string];

/**
 * The return type of the handler of a message: its reply, or a promise of it; its stream, as an Observable or an async
 * iterable; or, for a message without either, nothing or an event that the server sends.
 */
export type HandlerResult<D extends MessageDefinition> =
  D extends MessageDefinition<string, infer Shape, infer E>
    ? Shape extends { readonly reply: infer Reply }
      ? Later<Returned<InputOf<Reply>>>
      : Shape extends { readonly stream: infer Value }
        ? Later<Observable<InputOf<Value>> | AsyncIterable<InputOf<Value>>>
        : Later<Returned<undefined | SentEvent<E>>>
    : never;

/** The promise is for an `async` method that declares `Promise<HandlerResult<…>>`. */
type Handler<Result> = (...args: any[]) => Result | PromiseLike<Result>;

/**
 * A method decorator, legacy or standard, for methods with this return type. The signature of legacy decorators comes
 * last, because the compiler reports the last one if none matches.
 */
export interface MessageHandlerDecorator<Result> {
  <T extends Handler<Result>>(target: T, context: ClassMethodDecoratorContext<any, any>): void;
  <T extends Handler<Result>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<T>): void;
}
