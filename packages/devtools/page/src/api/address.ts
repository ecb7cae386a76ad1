/** The path of the page without a slash at the end. Requests are relative to it, so that they work behind a prefix or a proxy. */
const BASE = location.pathname.replace(/\/+$/, '');

/** Returns an address below the page, such as `addressOf('clients', { server: 'a' })`. */
export function addressOf(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const search = parameters.size > 0 ? `?${parameters}` : '';
  return `${BASE}/${path}${search}`;
}

/** Joins the parts of a path. Each part is encoded, because ids may contain slashes. */
export function pathOf(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/');
}
