import { BadRequestException } from '@portico/common';

/** Fields by name, or a list of them by index. */
type Fields = Record<string, unknown>;

/** Limits for names of fields: the index of a list, and levels of nesting. */
export interface FieldNameLimits {
  readonly largestIndex: number;
  readonly deepestNesting: number;
}

/** The same as for urlencoded bodies on Express. */
export const FIELD_NAME_LIMITS: FieldNameLimits = { largestIndex: 1_000, deepestNesting: 32 };

const LONGEST_SHOWN = 100;

const BRACKETED = /^[^[\]]+(?:\[[^[\]]*\])+$/;

/** Returns an object without a prototype, so that `__proto__` is an ordinary key. */
export function emptyFields(): Fields {
  return Object.create(null);
}

/**
 * Adds a text field of a form: `a` once is a value, twice an array; `a[]` is an array, `a[b]` and `a[0]` nest. An index
 * beyond the limit is the key of an object, so that `a[999999999]` does not create an array of that length. `closeGaps`
 * has to be called after all fields have been added.
 *
 * @throws BadRequestException if the name contradicts an earlier one or nests too deeply
 */
export function assignField(fields: Fields, name: string, value: unknown, limits = FIELD_NAME_LIMITS): void {
  const path = pathOf(name);
  if (path.length > limits.deepestNesting + 1) throw nestedTooDeep(name);

  let target = fields;
  for (let i = 0; i < path.length - 1; i++) {
    target = descend(target, path[i]!, path[i + 1]!, name, limits.largestIndex);
  }
  place(target, path[path.length - 1]!, value, name);
}

/** Returns whether a name has an index beyond the limit. */
export function exceedsIndex(name: string, { largestIndex }: FieldNameLimits): boolean {
  return pathOf(name).some((key, position) => position > 0 && /^\d+$/.test(key) && Number(key) > largestIndex);
}

function pathOf(name: string): string[] {
  return BRACKETED.test(name) ? name.replaceAll(']', '').split('[') : [name];
}

function descend(target: Fields, key: string, next: string, name: string, largestIndex: number): Fields {
  const slot = Array.isArray(target) && key === '' ? String(target.length) : key;
  const existing = target[slot];
  if (existing === undefined) {
    const made = next === '' || isIndex(next, largestIndex) ? [] : emptyFields();
    target[slot] = made;
    // An array is used by its indexes as an object is by its keys.
    return made as Fields;
  }
  if (!isFields(existing)) throw invalid(name);
  if (Array.isArray(existing) && next !== '' && !isIndex(next, largestIndex)) {
    const widened = Object.assign(emptyFields(), existing);
    target[slot] = widened;
    return widened;
  }
  return existing;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function place(target: Fields, key: string, value: unknown, name: string): void {
  if (Array.isArray(target) && key === '') {
    target.push(value);
    return;
  }
  const existing = target[key];
  if (existing === undefined) target[key] = value;
  else if (Array.isArray(existing)) existing.push(value);
  else if (isFields(existing)) throw invalid(name);
  else target[key] = [existing, value];
}

function isIndex(key: string, largest: number): boolean {
  return /^\d{1,9}$/.test(key) && Number(key) <= largest;
}

function nestedTooDeep(name: string): BadRequestException {
  return new BadRequestException(`Field name nesting too deep - ${shortened(name)}`);
}

function invalid(name: string): BadRequestException {
  return new BadRequestException(`Invalid field name - ${shortened(name)}`);
}

/** Replies do not repeat names that are too long. */
function shortened(name: string): string {
  return name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}...` : name;
}
