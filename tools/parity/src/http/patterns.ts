/** Paths of routes, middleware and exclusions, as path-to-regexp reads them. */

/** Whether a pattern takes a path, with or without a slash at its end. */
export function takesPath(pattern: string, path: string, flags = ''): boolean {
  return new RegExp(`^${sourceOf(pattern)}/?$`, flags).test(path.startsWith('/') ? path : `/${path}`);
}

/** What a pattern is in a regular expression, with a slash at its start and none at its end. */
export function sourceOf(pattern: string): string {
  return joined(pattern)
    .replaceAll('.', '\\.')
    .replaceAll('{', '(?:')
    .replaceAll('}', ')?')
    .replace(/\*\w+/g, '.+')
    .replace(/(?<!\(\?):\w+/g, '[^/]+');
}

/** Parts of a path as one, with a slash at its start and none at its end. */
export function joined(...parts: readonly string[]): string {
  const trimmed = parts.map((part) => part.replace(/^\/+|\/+$/g, ''));
  return `/${trimmed.filter((part) => part !== '').join('/')}`;
}

/** A pattern without its optional parts. */
export function withoutOptional(pattern: string): string {
  return joined(pattern.replace(/\/?\{[^}]*\}/g, ''));
}
