/**
 * The anchor of a heading as repositories show it, so that one link works on the site, in the repository and in the
 * messages of errors: `## PORTICO_WS_PORT` is `#portico_ws_port`.
 */
export function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');
}
