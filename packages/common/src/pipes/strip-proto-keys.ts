/**
 * Deletes what could change prototypes from a value and from all that is in it: `__proto__`, and a `prototype` under `constructor`.
 * Buffers and typed arrays are left alone, and no object is visited twice.
 */
export function stripProtoKeys(value: any): void {
  const seen = new Set<object>();
  visit(value, seen);
  // A set goes on with what is added meanwhile: values of any depth are walked without recursion, whose end a client could provoke.
  for (const item of seen) strip(item, seen);
}

function strip(value: object, seen: Set<object>): void {
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) visit(item, seen);
    return;
  }
  const record = value as Record<string, unknown>;
  if (Object.hasOwn(record, '__proto__')) Reflect.deleteProperty(record, '__proto__');
  if (Object.hasOwn(record, 'constructor')) {
    const maker: unknown = record['constructor'];
    if (typeof maker === 'object' && maker !== null && Object.hasOwn(maker, 'prototype')) {
      delete (maker as Record<string, unknown>)['prototype'];
    }
  }
  for (const key of Object.keys(record)) visit(record[key], seen);
}

function visit(value: unknown, seen: Set<object>): void {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) seen.add(value);
}
