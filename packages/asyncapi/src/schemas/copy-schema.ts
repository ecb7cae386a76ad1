import { isObject } from '@portico/common/internal';
import type { JsonSchema } from '../json-schema.js';
import { PROTOTYPE_KEY } from './prototype-key.js';
import { SchemaProblem, USE_CONVERT_SCHEMA } from './schema-problem.js';

/** Deeper than any schema written by hand. A deeper schema contains itself as an object instead of by a reference. */
const MAX_DEPTH = 128;

/** Keywords whose values are objects with names that the application chooses. */
const MAPS = new Set(['properties', 'patternProperties', 'dependencies', 'definitions', '$defs']);
/** Keywords whose values are data instead of schemas. */
const DATA = new Set(['const', 'enum', 'default', 'examples', 'example']);
/** Keywords that apply only to whole documents. */
const LEFT_OUT = new Set(['$schema', '$id', 'id', '$anchor', '$comment', '~standard']);

export interface CopyOptions {
  /** The maximum number of objects and arrays in the schema. */
  readonly maxSize: number;
  /** Called with each property that is omitted because of its name. */
  onOmitted(): void;
  /** Converts a JSON pointer of the schema to a reference within the document. */
  resolve(reference: string): string;
}

/**
 * Copies a JSON Schema into a document, and adapts its references to the document. Values that are not JSON are removed.
 *
 * @throws SchemaProblem if it is too large
 */
export function copySchema(schema: unknown, options: CopyOptions): JsonSchema {
  return new SchemaCopy(options).schema(schema, 0);
}

class SchemaCopy {
  private size = 0;

  constructor(private readonly options: CopyOptions) {}

  schema(schema: unknown, depth: number): JsonSchema {
    // `true` accepts everything, `false` nothing.
    if (typeof schema === 'boolean') return schema ? {} : { not: {} };
    if (!isObject(schema))
      throw new SchemaProblem('It was converted into something that is not a JSON Schema.', USE_CONVERT_SCHEMA);
    this.count(depth);
    const entries = Object.entries(schema)
      .filter(([key, value]) => value !== undefined && !isLeftOut(key, value))
      .map(([key, value]): [string, unknown] => [key, this.keyword(key, value, depth + 1)]);
    return Object.fromEntries(entries);
  }

  private keyword(key: string, value: unknown, depth: number): unknown {
    if (key === '$ref' && typeof value === 'string') return this.options.resolve(value);
    if (DATA.has(key) || !isObject(value)) return this.data(value, depth);
    if (MAPS.has(key)) {
      this.count(depth);
      if (Object.hasOwn(value, PROTOTYPE_KEY)) this.options.onOmitted();
      return Object.fromEntries(
        entriesOf(value).map(([name, each]) => [name, isList(each) ? each : this.schema(each, depth + 1)]),
      );
    }
    if (key === 'required' && isList(value)) return value.filter((name) => name !== PROTOTYPE_KEY);
    if (isList(value))
      return value.map((each) => (isObject(each) ? this.schema(each, depth + 1) : this.data(each, depth)));
    return this.schema(value, depth);
  }

  private data(value: unknown, depth: number): unknown {
    if (typeof value === 'bigint') return Number(value);
    if (value instanceof Date) return value.toJSON();
    if (typeof value === 'function' || typeof value === 'symbol') return null;
    if (!isObject(value)) return value;
    this.count(depth);
    if (isList(value)) return value.map((each) => this.data(each, depth + 1));
    return Object.fromEntries(entriesOf(value).map(([key, each]) => [key, this.data(each, depth + 1)]));
  }

  private count(depth: number): void {
    this.size += 1;
    if (depth > MAX_DEPTH) {
      throw new SchemaProblem(`Its JSON Schema is nested more than ${MAX_DEPTH} levels deep.`, USE_CONVERT_SCHEMA);
    }
    if (this.size > this.options.maxSize) {
      throw new SchemaProblem(
        `Its JSON Schema consists of more than ${this.options.maxSize} objects.`,
        'Raise the option maxSchemaSize of createDocument(), or change the schema.',
      );
    }
  }
}

/** Whether a keyword is omitted. A property may have the same name, but its value is a schema instead of text. */
function isLeftOut(key: string, value: unknown): boolean {
  return LEFT_OUT.has(key) && (typeof value === 'string' || key === '~standard');
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([key]) => key !== PROTOTYPE_KEY);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
