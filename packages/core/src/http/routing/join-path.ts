/** Joins parts of a path: one slash between them, one in front, none at the end. The empty path is `/`. */
export function joinPath(...parts: readonly (string | undefined)[]): string {
  let joined = '';
  for (const part of parts) {
    const trimmed = part?.replace(/^\/+|\/+$/g, '');
    if (trimmed) joined += `/${trimmed}`;
  }
  return joined.replace(/\/{2,}/g, '/') || '/';
}
