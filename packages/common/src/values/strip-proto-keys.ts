/**
 * Deletes properties that could change prototypes from a value, at any depth: `__proto__`, and `prototype` under
 * `constructor`. Skips buffers and typed arrays, and visits each object once.
 */
export function stripProtoKeys(value: unknown): void {
  const seen = new Set<object>();
  visit(value, seen);
  // Iterating a set includes elements added meanwhile, so that deep values need no recursion: a client could make that overflow the stack.
  for (const item of seen) strip(item, seen);
}

function strip(value: object, seen: Set<object>): void {
  if (!Array.isArray(value)) stripOwnProtoKeys(value);
  for (const item of Object.values(value)) visit(item, seen);
}

/** Deletes these properties from one object. */
export function stripOwnProtoKeys(value: object): void {
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  if (!Object.hasOwn(value, 'constructor')) return;
  const maker: unknown = value.constructor;
  if (typeof maker === 'object' && maker !== null && Object.hasOwn(maker, 'prototype')) {
    Reflect.deleteProperty(maker, 'prototype');
  }
}

function visit(value: unknown, seen: Set<object>): void {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) seen.add(value);
}
