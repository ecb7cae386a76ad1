/**
 * How many layers of dependencies stand below a provider: 0 for a ready-made value, 1 for what depends on values alone,
 * and so on. A cycle counts from where it was entered.
 *
 * @param depths what earlier calls found; shared by all calls of one plan.
 */
export function dependencyDepth<T extends object>(
  record: T,
  below: (record: T) => Iterable<T> | undefined,
  depths: Map<T, number>,
): number {
  const known = depths.get(record);
  if (known !== undefined) return known;
  const dependencies = below(record);
  depths.set(record, 0);
  if (!dependencies) return 0;
  let depth = 1;
  for (const dependency of dependencies) {
    depth = Math.max(depth, dependencyDepth(dependency, below, depths) + 1);
  }
  depths.set(record, depth);
  return depth;
}
