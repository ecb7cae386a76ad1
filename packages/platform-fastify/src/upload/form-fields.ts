import { stripProtoKeys } from '@portico/common';
import { DEEPEST_NESTING, indexTooLarge, nestedTooDeep } from '../body/field-names.js';

/** Fields by name, or a list of them by index. */
type Fields = Record<string | number, unknown>;

/** Limits for names of fields: the index of a list, and levels of nesting. */
export interface FieldNameLimits {
  readonly largestIndex: number;
  readonly deepestNesting: number;
}

/** The same as on Express. */
export const FIELD_NAME_LIMITS: FieldNameLimits = { largestIndex: 1_000, deepestNesting: DEEPEST_NESTING };

/** A name with brackets that have a meaning: any other name is used as it is. */
const BRACKETED = /^([^[]+)((?:\[[^\]]+\])*)(\[\])?$/;

/**
 * The text fields of a multipart form, as multer reads them on Express: `a` twice is a list, `a[b]` nests, `a[0]` is an
 * element of a list, and `a[]` at the end of a name adds to a list. A value and names below it share an object, in which
 * the value has the key `''`.
 */
export class FormFields {
  /** Has no prototype, and neither have the objects in it, so that `__proto__` is an ordinary key. */
  readonly values: Fields = Object.create(null);

  /** The objects and lists that names have made. A value in JSON may be one too: no name reaches into it. */
  private readonly containers = new Set<object>();

  constructor(private readonly limits: FieldNameLimits = FIELD_NAME_LIMITS) {}

  /** @throws BadRequestException if the name nests too deeply, or has an index beyond the limit */
  add(name: string, value: unknown): void {
    const { largestIndex, deepestNesting } = this.limits;
    if (name.split('[').length > deepestNesting + 1) throw nestedTooDeep(name);
    const { path, appends } = pathOf(name);
    if (path.some((key) => typeof key === 'number' && key > largestIndex)) throw indexTooLarge(name);

    let target = this.values;
    for (let i = 0; i < path.length - 1; i++) target = this.open(target, path[i]!, typeof path[i + 1] === 'number');
    this.place(target, path[path.length - 1]!, value, appends);
  }

  /** What the handler receives: lists without gaps, and no key that could change a prototype. */
  finish(): object {
    for (const container of this.containers) if (Array.isArray(container)) closeGaps(container);
    stripProtoKeys(this.values);
    return this.values;
  }

  private open(target: Fields, key: string | number, forList: boolean): Fields {
    const existing = target[key];
    if (this.isContainer(existing) && (forList || !Array.isArray(existing))) return existing;
    // An array is used by its indexes as an object is by its keys.
    const made: Fields = existing === undefined && forList ? Object([]) : Object.create(null);
    if (this.isContainer(existing)) Object.assign(made, existing);
    else if (existing !== undefined) made[''] = existing;
    return this.store(target, key, made);
  }

  private place(target: Fields, key: string | number, value: unknown, appends: boolean): void {
    const existing = target[key];
    if (existing === undefined) {
      if (appends) this.store(target, key, [value]);
      else target[key] = value;
    } else if (!this.isContainer(existing)) this.store(target, key, [existing, value]);
    else if (Array.isArray(existing)) existing.push(value);
    else this.place(existing, '', value, false);
  }

  private store<T extends object>(target: Fields, key: string | number, container: T): T {
    target[key] = container;
    this.containers.add(container);
    return container;
  }

  private isContainer(value: unknown): value is Fields {
    return typeof value === 'object' && value !== null && this.containers.has(value);
  }
}

function closeGaps(list: unknown[]): void {
  const elements = Object.values(list);
  if (elements.length === list.length) return;
  list.length = 0;
  for (const element of elements) list.push(element);
}

/** The keys that a name leads through: text for an object, a number for a list. */
function pathOf(name: string): { path: (string | number)[]; appends: boolean } {
  const [, first, nested, appends] = BRACKETED.exec(name) ?? [];
  if (first === undefined) return { path: [name], appends: false };
  const inner = nested ? nested.slice(1, -1).split('][') : [];
  return {
    path: [first, ...inner.map((key) => (/^\d+$/.test(key) ? Number.parseInt(key, 10) : key))],
    appends: appends !== undefined,
  };
}
