import { type AnyMethodDecorator, decoratedMethod, isStandardContext } from '../metadata/decorator-dialect.js';
import { methodCarrier } from '../metadata/parameters.js';
import { methodDecorator } from './both-dialects.js';

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
  return methodDecorator((target, second) => {
    if (isStandardContext(second)) {
      const { prototype } = methodCarrier(decoratedMethod('Bind', target, second).target);
      for (const [index, decorate] of decorators.entries()) decorate(prototype, second.name, index);
    } else {
      for (const [index, decorate] of decorators.entries())
        decorate(target, typeof second === 'symbol' ? second : String(second), index);
    }
  });
}
