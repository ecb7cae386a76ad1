import { type AnyMethodDecorator, decoratedMethod, define } from '@portico/common/internal';
import { markTransportMember } from '@portico/core/transports';
import { MESSAGE_MAPPING_WATERMARK, MESSAGE_PATTERN, MESSAGE_PATTERNS } from '../metadata/keys.js';

const MEMBER = { decorator: '@SubscribeMessage()', classDecorator: '@WebSocketGateway()' };

/**
 * Subscribes a method of a gateway to a message. What the method returns answers the sender: a
 * value, a promise of one, or an Observable of many; a falsy value means no answer, unless the client
 * asked for an acknowledgement: it then gets every value but `undefined` and `null`. A method may
 * subscribe to several messages.
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
