import { type AnyMethodDecorator, decorated, isStandardContext } from '../metadata/decorator-dialect.js';
import { methodCarrier } from '../metadata/parameters.js';

/**
 * Decorates the parameters of a method, in order, for languages without parameter decorators (plain JavaScript,
 * standard decorators).
 *
 * @example
 * \@Bind(MessageBody(), Ack())
 * \@SubscribeMessage('events')
 * handleEvent(data, ack) { ack(data); }
 */
export function Bind(...decorators: ParameterDecorator[]): AnyMethodDecorator {
  return ((target: object, second: unknown, descriptor?: unknown): unknown => {
    if (isStandardContext(second)) {
      const { prototype } = methodCarrier(target);
      for (const [index, decorate] of decorators.entries()) decorate(prototype, second.name, index);
    } else {
      for (const [index, decorate] of decorators.entries()) decorate(target, second as string | symbol, index);
    }
    return decorated(target, second, descriptor);
  }) as AnyMethodDecorator;
}
