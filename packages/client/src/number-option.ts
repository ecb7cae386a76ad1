/**
 * Reads a numeric option: `undefined` and `null` stand for the default. A limit of `NaN`, such as
 * `Number(process.env.UNSET)`, would be off.
 *
 * @throws RangeError unless it is a number of at least 0
 */
export function numberOption(name: string, given: unknown, fallback: number): number {
  const value = given ?? fallback;
  if (typeof value === 'number' && value >= 0) return value;
  throw new RangeError(`${name} is ${String(value)}. Use a number of at least 0, or omit it for the default`);
}
