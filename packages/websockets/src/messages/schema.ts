/**
 * A schema of any library that implements Standard Schema (https://standardschema.dev), such as Zod, Valibot and ArkType.
 *
 * @typeParam Input the accepted type
 * @typeParam Output the type after validation, with defaults and transformations
 */
export interface MessageSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** The result of validating a value. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** The reason why a schema rejects a value. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A class whose properties have rules of class-validator. */
export type MessageClass = new (...args: any[]) => object;

/** The input type of a schema, or the properties of a class: the type of a value as it is sent. */
export type InputOf<S> = S extends { readonly '~standard': { readonly types?: infer Types } }
  ? NonNullable<Types> extends { readonly input: infer Input }
    ? Input
    : unknown
  : InstanceOf<S>;

/** The output type of a schema, or an instance of a class: the type of a validated value. */
export type OutputOf<S> = S extends { readonly '~standard': { readonly types?: infer Types } }
  ? NonNullable<Types> extends { readonly output: infer Output }
    ? Output
    : unknown
  : InstanceOf<S>;

type InstanceOf<S> = S extends Constructor<infer Instance> ? Instance : unknown;
type Constructor<Instance> = abstract new (...args: any[]) => Instance;
