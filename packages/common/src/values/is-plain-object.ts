/** True for objects created by a literal, `Object.create(null)` or `new Object()`. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  // Plain objects of another realm: their prototype has no prototype, and its constructor is called `Object`.
  return Object.getPrototypeOf(prototype) === null && prototype.constructor?.name === 'Object';
}
