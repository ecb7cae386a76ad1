/**
 * A schema of any library that implements Standard Schema (https://standardschema.dev), such as Zod, Valibot and ArkType.
 *
 * @typeParam Input what is accepted
 * @typeParam Output what validation makes of it, by defaults and transformations
 */
export interface MessageSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema makes of a value. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** Why a schema does not accept a value. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A class whose properties have rules of class-validator. */
export type MessageClass = new (...args: any[]) => object;

/** What a schema accepts, and what an object of a class consists of: the type of a value as it is sent. */
export type InputOf<S> = S extends { readonly '~standard': { readonly types?: infer Types } }
  ? NonNullable<Types> extends { readonly input: infer Input }
    ? Input
    : unknown
  : InstanceOf<S>;

/** What a schema makes of a value, or an instance of a class: the type of a value that has been validated. */
export type OutputOf<S> = S extends { readonly '~standard': { readonly types?: infer Types } }
  ? NonNullable<Types> extends { readonly output: infer Output }
    ? Output
    : unknown
  : InstanceOf<S>;

type InstanceOf<S> = S extends Constructor<infer Instance> ? Instance : unknown;
type Constructor<Instance> = abstract new (...args: any[]) => Instance;
