import { BadRequestException } from '@portico/common';

type Fields = Record<string, unknown>;

/** Array indexes beyond this become keys of an object, so that `a[999999999]` makes no sparse array. */
const LARGEST_INDEX = 100;
const DEEPEST_PATH = 20;
const BRACKETED = /^[^[\]]+(?:\[[^[\]]*\])+$/;

/** An object that has no prototype to poison: `__proto__` is a key like any other. */
export function emptyFields(): Fields {
  return Object.create(null) as Fields;
}

/**
 * Adds a text field of a form: `a` once is a value, twice an array; `a[]` is an array, `a[b]` and `a[0]` nest.
 *
 * @throws BadRequestException when the name contradicts an earlier one or nests too deeply
 */
export function assignField(fields: Fields, name: string, value: unknown): void {
  const path = BRACKETED.test(name) ? name.replaceAll(']', '').split('[') : [name];
  if (path.length > DEEPEST_PATH) throw new BadRequestException(`Field name nesting too deep - ${path[0]}`);

  let target = fields;
  for (let i = 0; i < path.length - 1; i++) {
    target = descend(target, path[i]!, path[i + 1]!, name);
  }
  place(target, path[path.length - 1]!, value, name);
}

function descend(target: Fields, key: string, next: string, name: string): Fields {
  const slot = Array.isArray(target) && key === '' ? String(target.length) : key;
  const existing = target[slot];
  if (existing === undefined) {
    const made = next === '' || isIndex(next) ? [] : emptyFields();
    target[slot] = made;
    return made as Fields;
  }
  if (typeof existing !== 'object' || existing === null) throw invalid(name);
  if (Array.isArray(existing) && next !== '' && !isIndex(next)) {
    const widened = Object.assign(emptyFields(), existing);
    target[slot] = widened;
    return widened;
  }
  return existing as Fields;
}

function place(target: Fields, key: string, value: unknown, name: string): void {
  if (Array.isArray(target) && key === '') {
    target.push(value);
    return;
  }
  const existing = target[key];
  if (existing === undefined) target[key] = value;
  else if (Array.isArray(existing)) existing.push(value);
  else if (typeof existing === 'object' && existing !== null) throw invalid(name);
  else target[key] = [existing, value];
}

function isIndex(key: string): boolean {
  return /^\d{1,3}$/.test(key) && Number(key) <= LARGEST_INDEX;
}

function invalid(name: string): BadRequestException {
  return new BadRequestException(`Invalid field name - ${name}`);
}
