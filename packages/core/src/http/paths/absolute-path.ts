/**
 * A path with one slash in front, however many it is written with.
 *
 * @example absolutePath('rooms/:room'); // '/rooms/:room'
 */
export function absolutePath(path: string): string {
  return `/${path.replace(/^\/+/, '')}`;
}
