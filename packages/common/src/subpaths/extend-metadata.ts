/** `@portico/common/utils/extend-metadata.util.js`: for decorators of third-party modules that can be repeated. */
import { append } from '../metadata/write.js';

/**
 * Appends to a list of metadata on a class or a function.
 *
 * @example
 * const OnEvent = (event: string) => (_target: object, _key: string, descriptor: PropertyDescriptor) =>
 *   extendArrayMetadata('EVENTS', [event], descriptor.value);
 */
export function extendArrayMetadata<T extends readonly unknown[]>(key: string, metadata: T, target: object): void {
  append(key, metadata, target);
}
