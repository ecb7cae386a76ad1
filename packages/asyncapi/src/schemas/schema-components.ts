import type { FrameworkError } from '@portico/common';
import { errorMessage, isObject, numberOption } from '@portico/common/internal';
import { JsonSchemaError, type JsonSchemaResult, toJsonSchema } from '@portico/common/schemas';
import type { BodyType } from '@portico/websockets';
import type { AsyncApiDocumentOptions } from '../async-api-options.js';
import { Names } from '../document/names.js';
import { pascalCase } from '../document/pascal-case.js';
import { asyncApiError } from '../errors.js';
import type { JsonSchema } from '../json-schema.js';
import { isVoidSchema, primitiveSchema } from './body-kinds.js';
import { type CopyOptions, copySchema } from './copy-schema.js';
import { jsonExample } from './json-example.js';
import { PROTOTYPE_KEY } from './prototype-key.js';
import { SchemaProblem, USE_CONVERT_SCHEMA } from './schema-problem.js';

const DEFAULT_MAX_SIZE = 10_000;
const DEFINITIONS = ['definitions', '$defs'] as const;

/** The schemas of a document. Each has one name, even if it is used several times. */
export class SchemaComponents {
  private readonly components = new Names<JsonSchema>();
  private readonly references = new Map<object, JsonSchema>();
  private readonly maxSize: number;

  /** @throws FrameworkError `PORTICO_INVALID_NUMBER` */
  constructor(
    private readonly options: AsyncApiDocumentOptions,
    private readonly warn: (warning: FrameworkError) => void,
  ) {
    this.maxSize = numberOption('createDocument()', 'maxSchemaSize', options.maxSchemaSize, {
      kind: 'count',
      default: DEFAULT_MAX_SIZE,
    });
  }

  /**
   * Describes the input of a schema, or the objects of a class.
   *
   * @param name used if the schema has no name
   * @param owner where it is used, for warnings
   * @returns a reference to it; `undefined` if it means that there is no data
   */
  describe(source: BodyType, name: string, owner: string): JsonSchema | undefined {
    if (isSchema(source) && isVoidSchema(source)) return undefined;
    const known = this.references.get(source) ?? (isSchema(source) ? undefined : primitiveSchema(source));
    if (known) return known;
    const key = this.components.reserve(isSchema(source) ? name : source.name || name);
    const reference = { $ref: pointer(key) };
    // Set before the conversion, because the schema may refer to itself.
    this.references.set(source, reference);
    this.components.set(key, this.convert(source, key, owner));
    return reference;
  }

  /** Adds a schema under a name. */
  add(name: string, schema: JsonSchema): JsonSchema {
    return { $ref: pointer(this.components.add(name, schema)) };
  }

  /** Returns the examples of a message as JSON, without those that JSON cannot contain. */
  describeExamples(examples: readonly unknown[], owner: string): readonly unknown[] {
    return examples.flatMap((example) => {
      try {
        const json = jsonExample(example);
        return json === undefined ? [] : [json];
      } catch (error) {
        this.report(owner, 'is described without one of its examples', error);
        return [];
      }
    });
  }

  toObject(): Record<string, JsonSchema> {
    return this.components.toObject();
  }

  private convert(source: BodyType, key: string, owner: string): JsonSchema {
    try {
      const own = this.options.convertSchema?.(source);
      if (own) return this.place({ schema: own }, key, owner);
      const result = toJsonSchema(source, {
        direction: 'input',
        unsupported: 'omit',
        referTo: (type) => this.describe(type, type.name, owner) ?? {},
      });
      return isSchema(source) ? this.place(result, key, owner) : this.placeClass(result, owner);
    } catch (error) {
      this.report(owner, 'is described without its schema', error);
      return { description: 'The schema of this data cannot be described.' };
    }
  }

  private place({ schema, missing }: JsonSchemaResult, key: string, owner: string): JsonSchema {
    if (missing !== undefined) this.report(owner, 'is described in part', missing);
    const definitions = this.reserveDefinitions(schema, key);
    const resolve = (reference: string): string => resolveReference(reference, key, definitions);
    const options = this.copyOptions(owner, resolve);
    const { definitions: _old, $defs: _new, ...rest } = copySchema(schema, options);
    for (const list of DEFINITIONS) {
      for (const [name, definition] of Object.entries(entriesOf(schema, list))) {
        this.components.set(definitions.get(`#/${list}/${name}`)!, copySchema(definition, options));
      }
    }
    return rest;
  }

  /** Nested classes are components of their own, to which the schema refers already. */
  private placeClass({ schema, missing }: JsonSchemaResult, owner: string): JsonSchema {
    if (missing) this.report(owner, 'is described in part', missing);
    return copySchema(
      schema,
      this.copyOptions(owner, (reference) => reference),
    );
  }

  private copyOptions(owner: string, resolve: (reference: string) => string): CopyOptions {
    return { maxSize: this.maxSize, resolve, onOmitted: () => this.reportOmitted(owner) };
  }

  /** Warns that a property is omitted because of its name. */
  reportOmitted(owner: string): void {
    const reason = 'Programs that read the document would change the prototype of an object.';
    const problem = new SchemaProblem(reason, 'Rename the property.');
    this.report(owner, `is described without its property "${PROTOTYPE_KEY}"`, problem);
  }

  private reserveDefinitions(schema: unknown, key: string): Map<string, string> {
    const names = new Map<string, string>();
    for (const list of DEFINITIONS) {
      for (const name of Object.keys(entriesOf(schema, list))) {
        names.set(`#/${list}/${name}`, this.components.reserve(pascalCase(key, name)));
      }
    }
    return names;
  }

  private report(owner: string, outcome: string, cause: unknown): void {
    const remedy = cause instanceof SchemaProblem || cause instanceof JsonSchemaError ? cause.remedy : undefined;
    this.warn(
      asyncApiError(
        'PORTICO_ASYNCAPI_SCHEMA',
        `${owner} ${outcome}. ${reasonOf(cause)}`,
        remedy ?? USE_CONVERT_SCHEMA,
        cause,
      ),
    );
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof JsonSchemaError ? cause.reason : errorMessage(cause);
}

function pointer(key: string): string {
  return `#/components/schemas/${key}`;
}

function resolveReference(reference: string, key: string, definitions: ReadonlyMap<string, string>): string {
  if (reference === '#' || reference === '') return pointer(key);
  for (const [from, name] of definitions) {
    const plain = decodeURIComponent(reference);
    if (plain === from) return pointer(name);
    if (plain.startsWith(`${from}/`)) return `${pointer(name)}${plain.slice(from.length)}`;
  }
  if (reference.startsWith('#/')) return `${pointer(key)}${reference.slice(1)}`;
  return reference;
}

function entriesOf(schema: unknown, list: string): Readonly<Record<string, unknown>> {
  const entries = isObject(schema) ? schema[list] : undefined;
  return isObject(entries) ? entries : {};
}

/** `typeof` is not enough to distinguish a schema from a class, because schemas of some libraries are functions. */
function isSchema(source: BodyType): source is Extract<BodyType, { readonly '~standard': unknown }> {
  return '~standard' in source;
}
