import fc, { type Arbitrary } from 'fast-check';

/** How often an optional key is there, in percent, and its values. */
export type Optional = readonly [percent: number, values: Arbitrary<unknown>];

/** One of these; shrinks to the first. */
export const of = <T>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);

/** Mostly one of the first list, which is also what it shrinks to. */
export function mostly<T>(first: readonly T[], others: readonly T[], weight = 4): Arbitrary<T> {
  return fc.oneof(
    { withCrossShrink: true },
    { weight, arbitrary: of(...first) },
    { weight: 1, arbitrary: of(...others) },
  );
}

export function few<T>(values: Arbitrary<T>, maxLength = 2): Arbitrary<T[]> {
  return fc.array(values, { minLength: 1, maxLength });
}

/** A record of required and optional keys; shrinks to one without the optional ones. */
export function sparse<T>(
  required: Readonly<Record<string, Arbitrary<unknown>>>,
  optional: Readonly<Record<string, Optional>>,
): Arbitrary<T> {
  const optionals = Object.entries(optional).map(([key, [percent, arbitrary]]) => [
    key,
    fc.oneof(
      { withCrossShrink: true },
      { weight: 100 - Math.round(percent), arbitrary: fc.constant(undefined) },
      { weight: Math.round(percent), arbitrary },
    ),
  ]);
  return fc
    .record<Record<string, unknown>>({ ...required, ...Object.fromEntries(optionals) })
    .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T);
}

/** The same keys, each with the same chance. */
export function each(percent: number, values: Readonly<Record<string, Arbitrary<unknown>>>): Record<string, Optional> {
  return Object.fromEntries(Object.entries(values).map(([key, arbitrary]) => [key, [percent, arbitrary]]));
}
