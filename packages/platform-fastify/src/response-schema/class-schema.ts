import 'reflect-metadata';
import { loadOptionalPackage } from '@portico/common';
import { copySchema, isRecord, type JsonSchema } from './json-schema.js';
import { SchemaProblem } from './schema-problem.js';

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
interface ClassTransformerStorage {
  readonly defaultMetadataStorage: {
    findTypeMetadata(target: Function, property: string): { typeFunction(): unknown } | undefined;
  };
}
interface Converter {
  targetConstructorToSchema(type: Function, options: object): unknown;
}

const PREFIX = '#/definitions/';
const NEEDED_BY = 'A class as a response schema';

/**
 * Describes a class by its rules of class-validator, with the classes to which its properties refer.
 *
 * @throws SchemaProblem if a class has no rules
 * @throws FrameworkError `PORTICO_PACKAGE_MISSING` if class-validator or class-validator-jsonschema is not installed
 */
export function classJsonSchema(type: Function): JsonSchema {
  const { targetConstructorToSchema } = loadOptionalPackage<Converter>('class-validator-jsonschema', NEEDED_BY);
  const storage = loadStorage();
  const definitions: Record<string, JsonSchema> = {};
  const names = new Map<Function, string>();
  const referTo = (each: Function): string => {
    const known = names.get(each);
    if (known) return `${PREFIX}${known}`;
    const name = `${each.name}-${names.size}`;
    names.set(each, name);
    const nested = nestedTypes(each, storage?.defaultMetadataStorage);
    const schema = targetConstructorToSchema(each, {
      refPointerPrefix: PREFIX,
      classTransformerMetadataStorage: storage?.defaultMetadataStorage,
      // Its own description of a date accepts a date without time first, and Fastify writes the first one that is accepted.
      additionalConverters: { isDate: { type: 'string', format: 'date-time' } },
    });
    if (!isRecord(schema)) throw new SchemaProblem(`The class ${each.name} has no JSON Schema.`, 'Pass a JSON Schema.');
    definitions[name] = copySchema(schema, (reference) => {
      const target = nested.get(reference.slice(PREFIX.length));
      if (target) return referTo(target);
      throw new SchemaProblem(
        `A property of ${each.name} refers to a class that is not known.`,
        'Name the class of the property with @Type(() => Class) of class-transformer.',
      );
    });
    return `${PREFIX}${name}`;
  };
  return { $ref: referTo(type), definitions };
}

/** The classes of the properties of a class, by their names. */
function nestedTypes(
  type: Function,
  storage: ClassTransformerStorage['defaultMetadataStorage'] | undefined,
): Map<string, Function> {
  const types = new Map<string, Function>();
  for (const property of validatedProperties(type)) {
    for (const each of [
      Reflect.getMetadata('design:type', type.prototype, property),
      storage?.findTypeMetadata(type, property)?.typeFunction(),
    ]) {
      if (typeof each === 'function') types.set(each.name, each);
    }
  }
  return types;
}

function validatedProperties(type: Function): readonly string[] {
  const metadata = loadOptionalPackage<ClassValidator>('class-validator', NEEDED_BY)
    .getMetadataStorage()
    .getTargetValidationMetadatas(type, '', false, false);
  if (metadata.length > 0) return metadata.map(({ propertyName }) => propertyName);
  throw new SchemaProblem(
    `The class ${type.name} has no rules of class-validator, so that no property of it would be sent.`,
    'Add a rule to each property that is sent, such as @IsString().',
  );
}

/** Without it, a class can refer to other classes only where the compiler has emitted them. */
function loadStorage(): ClassTransformerStorage | undefined {
  try {
    return loadOptionalPackage<ClassTransformerStorage>('class-transformer/cjs/storage.js', NEEDED_BY);
  } catch {
    return undefined;
  }
}
