import { type AnyMethodDecorator, decoratedMethod, define } from '@portico/common/internal';
import { markTransportMember } from '@portico/core/transports';
import { MESSAGE_MAPPING_WATERMARK, MESSAGE_PATTERN, MESSAGE_PATTERNS } from '../metadata/keys.js';

const MEMBER = { decorator: '@SubscribeMessage()', classDecorator: '@WebSocketGateway()' };

/**
 * Subscribes a method of a gateway to an event. The result of the method is sent to the client that sent the message: a
 * value, the value of a promise, or each value of an Observable or an async iterable. A falsy value is sent only as an
 * acknowledgement; `undefined` and `null` are never sent. A method can subscribe to several events.
 *
 * @param message the name of the event, or an object that a client sends in its place
 * @example
 * \@SubscribeMessage('events')
 * handleEvent(\@MessageBody() data: string): string {
 *   return data;
 * }
 * @see docs/gateways.md
 */
export function SubscribeMessage<T extends object = Record<string, any>>(message: T | string): AnyMethodDecorator {
  return ((target: object, key: unknown, descriptor?: PropertyDescriptor) => {
    const method = decoratedMethod('SubscribeMessage', target, key, descriptor).target;
    define(MESSAGE_MAPPING_WATERMARK, true, method);
    define(MESSAGE_PATTERN, message, method);
    const known = (Reflect.getOwnMetadata(MESSAGE_PATTERNS, method) as readonly unknown[] | undefined) ?? [];
    define(MESSAGE_PATTERNS, [message, ...known], method);
    markTransportMember(target, key, MEMBER);
    return descriptor;
  }) as AnyMethodDecorator;
}
