import { decoratedElement } from '../metadata/decorator-dialect.js';
import type { CustomDecorator } from './custom-decorator.js';
import '../metadata/write.js';
import { classOrMethodDecorator } from './both-dialects.js';

/**
 * Stores custom metadata on a class or a method, which guards and interceptors read with the `Reflector`.
 *
 * @see https://docs.nestjs.com/fundamentals/execution-context#low-level-approach
 * @example
 * export const Roles = (...roles: string[]) => SetMetadata('roles', roles);
 */
export function SetMetadata<K = string, V = any>(metadataKey: K, metadataValue: V): CustomDecorator<K> {
  const decorate = classOrMethodDecorator((target, second, descriptor) => {
    const element = decoratedElement('SetMetadata', target, second, descriptor);
    Reflect.defineMetadata(metadataKey, metadataValue, element.target);
  });
  return Object.assign(decorate, { KEY: metadataKey });
}
