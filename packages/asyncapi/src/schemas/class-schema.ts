import 'reflect-metadata';
import type { MessageClass } from '@portico/websockets';
import type { JsonSchema } from '../json-schema.js';
import { loadOptional } from './load-optional.js';
import { SchemaProblem } from './schema-problem.js';

/** The schema of a class. */
export interface ClassSchema {
  readonly schema: unknown;
  /** Returns the class to which a reference in the schema points. */
  nested(reference: string): MessageClass | undefined;
  readonly missing?: SchemaProblem;
}

interface ValidationMetadata {
  readonly propertyName: string;
}

/** The parts of class-validator, class-transformer and class-validator-jsonschema that are read. */
interface ClassValidator {
  getMetadataStorage(): {
    getTargetValidationMetadatas(
      target: Function,
      schema: string,
      always: boolean,
      strictGroups: boolean,
    ): readonly ValidationMetadata[];
  };
}
interface ClassTransformerStorage {
  readonly defaultMetadataStorage: {
    findTypeMetadata(target: Function, property: string): { typeFunction(): unknown } | undefined;
  };
}
interface Converter {
  targetConstructorToSchema(type: Function, options: object): unknown;
}

const PREFIX = '#/classes/';

const PRIMITIVES = new Map<unknown, JsonSchema>([
  [String, { type: 'string' }],
  [Number, { type: 'number' }],
  [Boolean, { type: 'boolean' }],
  [Array, { type: 'array' }],
  [Date, { type: 'string', format: 'date-time' }],
  [Object, {}],
  [Promise, {}],
  [Function, {}],
  [Buffer, {}],
  [Uint8Array, {}],
]);

/** Returns the schema of types that the compiler emits for parameters whose type is not a class of the application. */
export function primitiveSchema(type: Function): JsonSchema | undefined {
  return PRIMITIVES.get(type);
}

/** Describes a class by its rules of class-validator. A class without rules is described as an object with unknown properties. */
export function convertClass(type: MessageClass): ClassSchema {
  const unknown = { schema: { type: 'object' }, nested: () => undefined };
  const properties = validatedProperties(type);
  if (properties.length === 0) return unknown;
  const converter = loadOptional<Converter>('class-validator-jsonschema');
  if (!converter) {
    const missing = new SchemaProblem(
      `Rules of class-validator are described by the package class-validator-jsonschema, which is not installed, so that nothing is known of the class ${type.name}.`,
      'Install it: npm i class-validator-jsonschema',
    );
    return { ...unknown, missing };
  }
  const storage = loadOptional<ClassTransformerStorage>('class-transformer/cjs/storage.js');
  const types = new Map(properties.flatMap((property) => nestedTypes(type, property, storage)));
  return {
    schema: converter.targetConstructorToSchema(type, {
      refPointerPrefix: PREFIX,
      classTransformerMetadataStorage: storage?.defaultMetadataStorage,
    }),
    nested: (reference) => types.get(reference.slice(PREFIX.length)),
  };
}

function validatedProperties(type: MessageClass): readonly string[] {
  const validator = loadOptional<ClassValidator>('class-validator');
  const metadata = validator?.getMetadataStorage().getTargetValidationMetadatas(type, '', false, false) ?? [];
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}

/** Returns the classes of a property, from `@Type()` of class-transformer and from the type that the compiler has emitted. */
function nestedTypes(
  type: MessageClass,
  property: string,
  storage: ClassTransformerStorage | undefined,
): [string, MessageClass][] {
  const named: unknown = storage?.defaultMetadataStorage.findTypeMetadata(type, property)?.typeFunction();
  const emitted: unknown = Reflect.getMetadata('design:type', type.prototype, property);
  return [named, emitted]
    .filter((each): each is MessageClass => typeof each === 'function' && !PRIMITIVES.has(each))
    .map((each) => [each.name, each]);
}
