import type { AsyncApiMessageOptions } from './message-options.js';
import { writeMethodFact } from './metadata.js';

/** A method decorator, legacy or standard. */
type MethodFactDecorator = (target: object, key: unknown, descriptor?: PropertyDescriptor) => void;

/**
 * Describes the message that a handler subscribes to, for AsyncAPI documents.
 *
 * @example
 * \@AsyncApiMessage({ summary: 'Says something to all clients.', examples: [{ text: 'hello' }] })
 * \@SubscribeMessage('say')
 * say(\@MessageBody() body: SayDto) {}
 * @see docs/asyncapi.md
 */
export function AsyncApiMessage(options: AsyncApiMessageOptions): MethodFactDecorator {
  return (target, _key, descriptor) => writeMethodFact('portico:asyncapi:message', options, target, descriptor);
}
