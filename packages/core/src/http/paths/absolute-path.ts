/**
 * Returns a path with exactly one leading slash.
 *
 * @example absolutePath('rooms/:room'); // '/rooms/:room'
 */
export function absolutePath(path: string): string {
  return `/${path.replace(/^\/+/, '')}`;
}
