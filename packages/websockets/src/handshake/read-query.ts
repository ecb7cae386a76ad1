/**
 * Reads the query of a URL like an HTTP platform: the value of a parameter that occurs several times is an array. The result has no
 * prototype.
 */
export function readQuery(url = ''): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of parametersOf(url)) {
    const known = query[name];
    if (known === undefined) query[name] = value;
    else if (typeof known === 'string') query[name] = [known, value];
    else known.push(value);
  }
  return query;
}

/** Reads a query as {@link readQuery} does, but each value is a string, the last one of its parameter. */
export function readLastQuery(url: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null);
  for (const [name, value] of parametersOf(url)) query[name] = value;
  return query;
}

function parametersOf(url: string): Iterable<[name: string, value: string]> {
  const start = url.indexOf('?');
  return start < 0 ? [] : new URLSearchParams(url.slice(start + 1));
}
