/** The address of the page without a slash at its end: what it loads is below it, also behind a prefix or a proxy. */
const BASE = location.pathname.replace(/\/+$/, '');

/** The address of something below the page, such as `addressOf('clients', { server: 'a' })`. */
export function addressOf(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const search = parameters.size > 0 ? `?${parameters}` : '';
  return `${BASE}/${path}${search}`;
}

/** The parts of a path, each encoded: ids may contain slashes. */
export function pathOf(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/');
}
