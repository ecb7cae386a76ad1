import type { Type } from '../contracts/injection/type.js';
import type { StandardSchemaV1 } from '../contracts/libraries/standard-schema.js';
import type { JsonSchemaError } from './json-schema-error.js';

/** A JSON Schema of draft 07. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What has a JSON Schema: a schema of a library that implements Standard Schema, such as Zod, Valibot and ArkType, or a class
 * whose properties have rules of class-validator.
 */
export type JsonSchemaSource = StandardSchemaV1 | Function;

export interface JsonSchemaOptions {
  /**
   * Which side of a schema is described. `'input'` is what a client sends, before defaults and transformations. `'output'` is
   * what a handler returns, as `JSON.stringify()` writes it: a `Date` is a string, and rules that only validate are omitted.
   * Classes have one side, on which only the format of dates differs.
   */
  readonly direction: 'input' | 'output';
  /**
   * What happens to parts that JSON Schema cannot express, and to classes without rules. `'throw'` rejects the schema.
   * `'omit'` describes the rest, and reports the first omitted part of a schema as `missing`. Default: `'throw'`
   */
  readonly unsupported?: 'throw' | 'omit' | undefined;
  /**
   * Returns the JSON Schema that stands for a class to which a property refers, such as `{ $ref: '#/components/schemas/Cat' }`.
   * It is also called with the converted class, if a property refers to it. Default: the JSON Schema is complete in itself,
   * with the classes under `definitions`
   */
  referTo?(type: Type<object>): JsonSchema;
}

/** The result of `toJsonSchema()`. */
export interface JsonSchemaResult {
  readonly schema: JsonSchema;
  /** Why a part of it is missing. Only with `unsupported: 'omit'`. */
  readonly missing?: JsonSchemaError;
}
