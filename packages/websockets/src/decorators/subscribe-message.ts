import { type AnyMethodDecorator, decoratedMethod, define } from '@portico/common/internal';
import { markTransportMember } from '@portico/core/transports';
import type { MessageDefinition } from '../messages/message-definition.js';
import { MESSAGE_DEFINITIONS, MESSAGE_MAPPING_WATERMARK, MESSAGE_PATTERN, MESSAGE_PATTERNS } from '../metadata/keys.js';
import type { HandlerResult, MessageHandlerDecorator } from './message-handler-decorator.js';

const MEMBER = { decorator: '@SubscribeMessage()', classDecorator: '@WebSocketGateway()' };

/**
 * Subscribes a method of a gateway to an event. The result of the method is sent to the client that sent the message: a
 * value, the value of a promise, or each value of an Observable or an async iterable. A falsy value is sent only as an
 * acknowledgement; `undefined` and `null` are never sent. A method can subscribe to several events.
 *
 * If the message comes from `defineMessages()`, its body is validated before the handler runs, and the compiler checks
 * the return type of the handler.
 *
 * @param message the name of the event, a number or an object that clients send instead of a name, or a message of
 *   `defineMessages()`
 * @example
 * \@SubscribeMessage('events')
 * handleEvent(\@MessageBody() data: string): string {
 *   return data;
 * }
 * @example
 * \@SubscribeMessage(chat.say)
 * say(\@MessageBody() { text }: BodyOf<typeof chat.say>) {
 *   return { at: Date.now() };
 * }
 * @see docs/gateways.md
 */
export function SubscribeMessage<D extends MessageDefinition>(message: D): MessageHandlerDecorator<HandlerResult<D>>;
export function SubscribeMessage<T extends object = Record<string, any>>(
  message: T | string | number,
): AnyMethodDecorator;
export function SubscribeMessage(message: object | string | number): AnyMethodDecorator {
  const definition = isDefinition(message) ? message : undefined;
  const pattern = definition ? definition.event : message;
  return (target: object, key: unknown, descriptor?: PropertyDescriptor) => {
    const method = decoratedMethod('SubscribeMessage', target, key, descriptor).target;
    define(MESSAGE_MAPPING_WATERMARK, true, method);
    define(MESSAGE_PATTERN, pattern, method);
    prepend(MESSAGE_PATTERNS, pattern, method);
    if (definition) prepend(MESSAGE_DEFINITIONS, definition, method);
    markTransportMember(target, key, MEMBER);
    return descriptor;
  };
}

/** Decorators run from the last to the first. */
function prepend(key: string, value: unknown, method: object): void {
  const known: readonly unknown[] = Reflect.getOwnMetadata(key, method) ?? [];
  define(key, [value, ...known], method);
}

function isDefinition(message: object | string | number): message is MessageDefinition {
  return (
    typeof message === 'object' &&
    message !== null &&
    Object.hasOwn(message, '~messages') &&
    Object.hasOwn(message, 'event')
  );
}
