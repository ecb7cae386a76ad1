/** Joins parts of a path: one slash between them, one in front, none at the end. The empty path is `/`. */
export function joinPath(...parts: readonly (string | undefined)[]): string {
  let joined = '';
  for (let index = 0; index < parts.length; index++) {
    const trimmed = withoutOuterSlashes(parts[index] ?? '');
    if (trimmed !== '') joined += `/${trimmed}`;
  }
  if (joined === '') return '/';
  return joined.includes('//') ? joined.replace(/\/{2,}/g, '/') : joined;
}

/**
 * Joins the paths of a route as written in its decorators. The trailing slash of the method is kept; if its path is empty,
 * that of the controller.
 */
export function joinDeclaredPath(module: string | undefined, controller: string, method: string): string {
  const path = joinPath(module, controller, method);
  const isWithSlash = (method === '' ? controller : method).endsWith('/');
  return path !== '/' && isWithSlash ? `${path}/` : path;
}

function withoutOuterSlashes(part: string): string {
  let start = 0;
  let end = part.length;
  while (start < end && part[start] === '/') start++;
  while (end > start && part[end - 1] === '/') end--;
  return part.slice(start, end);
}
