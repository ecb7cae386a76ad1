/** What any object is to somebody who knows nothing about it: each property may hold anything. */
export type UnknownProperties = Readonly<Record<PropertyKey, unknown>>;

/** Whether a value is an object, so that its properties can be read. Functions are not. */
export function isObject(value: unknown): value is UnknownProperties {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is an object or a function. */
export function isObjectOrFunction(value: unknown): value is UnknownProperties {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
