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
  if (Array.isArray(value)) {
    for (const item of value) visit(item, seen);
    return;
  }
  const record = value as Record<string, unknown>;
  if (Object.hasOwn(record, '__proto__')) Reflect.deleteProperty(record, '__proto__');
  if (Object.hasOwn(record, 'constructor')) {
    const maker: unknown = record['constructor'];
    if (typeof maker === 'object' && maker !== null && Object.hasOwn(maker, 'prototype')) {
      Reflect.deleteProperty(maker, 'prototype');
    }
  }
  for (const key of Object.keys(record)) visit(record[key], seen);
}

function visit(value: unknown, seen: Set<object>): void {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) seen.add(value);
}
