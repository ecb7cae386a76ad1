/**
 * Replaces sparse arrays in a value by dense ones, as parsers of urlencoded bodies do: `list[5]=a` becomes `['a']`.
 * The time depends on the number of elements, not on the length of the array.
 */
export function closeGaps(value: object): void {
  for (const key of Object.keys(value)) {
    // Own keys of the object.
    const item = (value as Record<string, unknown>)[key];
    if (typeof item !== 'object' || item === null || ArrayBuffer.isView(item)) continue;
    closeGaps(item);
    if (!Array.isArray(item)) continue;
    const elements = Object.values(item);
    // As above.
    if (elements.length < item.length) (value as Record<string, unknown>)[key] = elements;
  }
}
