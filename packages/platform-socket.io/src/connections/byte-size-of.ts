/** What an object or a list takes beside its members, roughly. */
const OBJECT_BYTES = 16;
const VALUE_BYTES = 8;

/** How much memory the data of an event takes, roughly. Binary data is counted by its length, and shared objects once. */
export function byteSizeOf(data: unknown): number {
  const seen = new Set<object>();
  const waiting: unknown[] = [data];
  let bytes = 0;
  while (waiting.length > 0) {
    const value = waiting.pop();
    bytes += VALUE_BYTES;
    if (typeof value === 'string') bytes += Buffer.byteLength(value);
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      bytes += value.byteLength;
      continue;
    }
    bytes += OBJECT_BYTES;
    for (const [key, member] of Object.entries(value)) {
      if (!Array.isArray(value)) bytes += Buffer.byteLength(key);
      waiting.push(member);
    }
  }
  return bytes;
}
