import type { Abstract, Type } from '@portico/common';

/**
 * Matched first: of `Repository<User>` as an expression only the constructor knows the type argument. With `never` as its
 * parameters every class is a subtype, which is what the compiler looks for in all overloads before it looks for less.
 */
export type Class<TInput> = abstract new (...args: never[]) => TInput;
export type Token<TInput> = Type<TInput> | Abstract<TInput> | Function | string | symbol;
/** Options that ask for one instance. */
export type One = { strict?: boolean; each?: undefined | false };
/** Options that ask for all instances of a token. */
export type Each = { strict?: boolean; each: true };
