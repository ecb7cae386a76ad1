/** Flattens nested arrays. */
export function flatten<T extends readonly unknown[] = any>(
  arr: T,
): T extends readonly (infer U)[] ? FlatElement<U>[] : never;
export function flatten(arr: readonly unknown[]): unknown[] {
  return arr.flat(Number.POSITIVE_INFINITY);
}

type FlatElement<T> = T extends readonly (infer U)[] ? FlatElement<U> : T;
