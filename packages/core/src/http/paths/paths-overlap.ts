/**
 * Returns whether one request may match both paths, which are in the syntax of path-to-regexp 8. Returns `false` only
 * if it is certain: two static segments differ, or one path has more segments than the other.
 */
export function pathsOverlap(a: string, b: string): boolean {
  if (isFixed(a) && isFixed(b)) return a.toLowerCase() === b.toLowerCase();
  const [left, right] = [a.split('/'), b.split('/')];
  const length = Math.min(left.length, right.length);
  for (let index = 1; index < length; index++) {
    const [one, other] = [left[index]!, right[index]!];
    if (isOpen(one) || isOpen(other)) return true;
    if (isFixed(one) && isFixed(other) && one.toLowerCase() !== other.toLowerCase()) return false;
  }
  // The rest of the longer path may be optional.
  return left.length === right.length || [left, right].some((segments) => isOpen(segments[length] ?? ''));
}

function isFixed(path: string): boolean {
  return !/[:*{]/.test(path);
}

/** Returns whether a segment is a wildcard or an optional part, which matches an unknown number of segments. */
function isOpen(segment: string): boolean {
  return /[*{]/.test(segment);
}
