/** Returns an event as a string: its name, the digits of a number, or an object pattern as JSON with sorted keys. */
export function eventName(pattern: unknown): string {
  if (typeof pattern === 'string') return pattern;
  if (pattern === null || typeof pattern !== 'object') return String(pattern);
  return JSON.stringify(sorted(pattern));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, nested]) => [key, sorted(nested)]),
  );
}
