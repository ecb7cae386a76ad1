/**
 * Deletes what could change prototypes from a value and from all that is in it: `__proto__`, and a `prototype` under `constructor`.
 * Buffers and typed arrays are left alone, and no object is visited twice.
 */
export function stripProtoKeys(value: any): void {
  if (typeof value === 'object' && value !== null) strip(value as Record<string, unknown>, new WeakSet());
}

function strip(value: Record<string, unknown>, seen: WeakSet<object>): void {
  if (seen.has(value) || ArrayBuffer.isView(value)) return;
  seen.add(value);
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) {
      if (typeof item === 'object' && item !== null) strip(item as Record<string, unknown>, seen);
    }
    return;
  }
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  if (Object.hasOwn(value, 'constructor')) {
    const maker: unknown = value['constructor'];
    if (typeof maker === 'object' && maker !== null && Object.hasOwn(maker, 'prototype')) {
      delete (maker as Record<string, unknown>)['prototype'];
    }
  }
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (typeof item === 'object' && item !== null) strip(item as Record<string, unknown>, seen);
  }
}
