import 'reflect-metadata';
import type { AsyncApiSecurityScheme } from '../async-api-document.js';
import type { AsyncApiGatewayOptions } from './gateway-options.js';
import type { AsyncApiMessageOptions } from './message-options.js';

interface Facts {
  'portico:asyncapi:message': AsyncApiMessageOptions;
  'portico:asyncapi:gateway': AsyncApiGatewayOptions;
  'portico:asyncapi:security': readonly AsyncApiSecurityScheme[];
}

/** Reads what a decorator of this package has stored on a class or a method. */
export function readFact<K extends keyof Facts>(key: K, target: object): Facts[K] | undefined {
  return Reflect.getMetadata(key, target);
}

/** Stores metadata on the decorated method, in both dialects of decorators. */
export function writeMethodFact<K extends keyof Facts>(
  key: K,
  value: Facts[K],
  target: object,
  descriptor: PropertyDescriptor | undefined,
): void {
  const method: unknown = descriptor?.value ?? target;
  if (typeof method === 'function') Reflect.defineMetadata(key, value, method);
}

export function writeClassFact<K extends keyof Facts>(key: K, value: Facts[K], type: Function): void {
  Reflect.defineMetadata(key, value, type);
}
