import 'reflect-metadata';
import type { Type } from '../contracts/injection/type.js';
import { isObject } from '../values/is-object.js';
import { isPlainObject } from '../values/is-plain-object.js';
import { asJsonSchemaError, JsonSchemaError } from './json-schema-error.js';
import type { JsonSchema, JsonSchemaOptions, JsonSchemaResult } from './json-schema-options.js';
import { writtenAs } from './library-options.js';
import { loadOptional } from './load-optional.js';

/** The parts of class-validator, class-transformer and class-validator-jsonschema that are read. */
interface ClassValidator {
  getMetadataStorage(): {
    getTargetValidationMetadatas(
      target: Function,
      schema: string,
      always: boolean,
      strictGroups: boolean,
    ): readonly { readonly propertyName: string }[];
  };
}
interface TypeStorage {
  findTypeMetadata(target: Function, property: string): { typeFunction(): unknown } | undefined;
}
interface Converter {
  targetConstructorToSchema(type: Function, options: object): unknown;
}

type Refer = (type: Type<object>) => JsonSchema;

/** Marks the references between classes, which are replaced. */
const PREFIX = '#/classes/';
const UNKNOWN: JsonSchema = { type: 'object' };

/**
 * Describes a class by its rules of class-validator, and the types of its properties by `@Type()` of class-transformer or as
 * the compiler has emitted them.
 *
 * @throws JsonSchemaError unless `unsupported` is `'omit'`
 */
export function convertClass(type: Function, options: JsonSchemaOptions): JsonSchemaResult {
  const conversion = new ClassConversion(options);
  const { referTo } = options;
  const schema = referTo ? conversion.convert(type, (each) => referTo(each)) : conversion.withDefinitions(type);
  return { schema, ...(conversion.missing && { missing: conversion.missing }) };
}

class ClassConversion {
  missing: JsonSchemaError | undefined;

  constructor(private readonly options: JsonSchemaOptions) {}

  /** Describes a class together with those to which it refers. */
  withDefinitions(type: Function): JsonSchema {
    const definitions: Record<string, JsonSchema> = {};
    const names = new Map<Function, string>();
    const refer = (each: Function): JsonSchema => {
      const known = names.get(each);
      const name = known ?? `${each.name}-${names.size}`;
      if (known === undefined) {
        // Set before the conversion, because the class may refer to itself.
        names.set(each, name);
        definitions[name] = this.convert(each, refer);
      }
      return { $ref: `#/definitions/${name}` };
    };
    return { ...refer(type), definitions };
  }

  convert(type: Function, refer: Refer): JsonSchema {
    const properties = this.validatedProperties(type);
    if (properties.length === 0) return UNKNOWN;
    const converter = loadOptional<Converter>('class-validator-jsonschema');
    if (!converter) {
      this.report(
        new JsonSchemaError(
          `Rules of class-validator are described by the package class-validator-jsonschema, which is not installed, so that nothing is known of the class ${type.name}.`,
          'Install it: npm i class-validator-jsonschema',
        ),
      );
      return UNKNOWN;
    }
    const storage = this.typeStorage();
    const schema = converter.targetConstructorToSchema(type, {
      refPointerPrefix: PREFIX,
      classTransformerMetadataStorage: storage,
      // Its own description of a date accepts a date without time first, and serializers write the first that is accepted.
      ...(this.options.direction === 'output' && {
        additionalConverters: { isDate: writtenAs('date') },
      }),
    });
    if (!isObject(schema)) throw new JsonSchemaError(`The class ${type.name} has no JSON Schema.`);
    const types = typesOf(type, properties, storage);
    return mapReferences(schema, (name) => {
      const target = types.get(name);
      if (target) return refer(target);
      this.report(
        new JsonSchemaError(
          `A property of ${type.name} refers to a class that is not known.`,
          'Name the class of the property with @Type(() => Class) of class-transformer.',
        ),
      );
      return {};
    });
  }

  private validatedProperties(type: Function): readonly string[] {
    const validator = loadOptional<ClassValidator>('class-validator');
    const metadata = validator?.getMetadataStorage().getTargetValidationMetadatas(type, '', false, false) ?? [];
    if (metadata.length > 0) return metadata.map(({ propertyName }) => propertyName);
    // A class without rules is a description of its own: any object. It is not reported.
    if (this.options.unsupported === 'omit') return [];
    throw validator
      ? new JsonSchemaError(
          `The class ${type.name} has no rules of class-validator, so that no property of it is known.`,
          'Add a rule to each property, such as @IsString().',
        )
      : new JsonSchemaError(
          `The class ${type.name} is described by its rules of class-validator, which is not installed.`,
          'Install it: npm i class-validator class-validator-jsonschema',
        );
  }

  /** Without class-transformer, classes can refer only to classes that the compiler has emitted. */
  private typeStorage(): TypeStorage | undefined {
    try {
      return loadOptional<{ readonly defaultMetadataStorage: TypeStorage }>('class-transformer', '/cjs/storage.js')
        ?.defaultMetadataStorage;
    } catch (error) {
      this.report(asJsonSchemaError(error));
      return undefined;
    }
  }

  private report(error: JsonSchemaError): void {
    if (this.options.unsupported !== 'omit') throw error;
    this.missing ??= error;
  }
}

/** The classes of the properties of a class, by their names. */
function typesOf(
  type: Function,
  properties: readonly string[],
  storage: TypeStorage | undefined,
): Map<string, Type<object>> {
  const types = new Map<string, Type<object>>();
  for (const property of properties) {
    for (const each of [
      Reflect.getMetadata('design:type', type.prototype, property),
      storage?.findTypeMetadata(type, property)?.typeFunction(),
    ]) {
      if (isClass(each)) types.set(each.name, each);
    }
  }
  return types;
}

function isClass(value: unknown): value is Type<object> {
  return typeof value === 'function';
}

function mapReferences(schema: JsonSchema, map: (name: string) => JsonSchema): JsonSchema {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    return isPlainObject(value) ? mapReferences(value, map) : value;
  };
  const { $ref, ...rest } = schema;
  const copied = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, copy(value)]));
  if (typeof $ref === 'string' && $ref.startsWith(PREFIX)) return { ...copied, ...map($ref.slice(PREFIX.length)) };
  return $ref === undefined ? copied : { ...copied, $ref: copy($ref) };
}
