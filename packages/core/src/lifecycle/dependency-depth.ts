/**
 * Returns how many layers of dependencies a provider has: 0 for a value, 1 for a provider that depends only on values,
 * and so on. A cycle counts from the provider at which it is entered.
 *
 * @param depths the results of earlier calls; shared by all calls of one plan.
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
