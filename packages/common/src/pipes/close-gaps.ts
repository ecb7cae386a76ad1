/**
 * Replaces every array with gaps in a value by one without, as parsers of urlencoded bodies do: `list[5]=a` is `['a']`.
 * It takes as long as there are elements, however long an array claims to be.
 */
export function closeGaps(value: object): void {
  for (const key of Object.keys(value)) {
    const item = (value as Record<string, unknown>)[key];
    if (typeof item !== 'object' || item === null || ArrayBuffer.isView(item)) continue;
    closeGaps(item);
    if (!Array.isArray(item)) continue;
    const elements = Object.values(item);
    if (elements.length < item.length) (value as Record<string, unknown>)[key] = elements;
  }
}
