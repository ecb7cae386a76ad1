import type { MessageSchema, SchemaResult } from '@portico/websockets';

/** Creates a Standard Schema without a library. */
export function schemaOf<Input, Output = Input>(
  validate: (value: any) => SchemaResult<Output> | Promise<SchemaResult<Output>>,
): MessageSchema<Input, Output> {
  return { '~standard': { version: 1, vendor: 'suite', validate } };
}

/** Creates the result for an invalid value. */
export function issue(message: string, ...path: (PropertyKey | { key: PropertyKey })[]): SchemaResult<never> {
  return { issues: [{ message, path }] };
}

/** Accepts an object with a text, and trims the text. */
export const TEXT = schemaOf<{ text: string }>((value) =>
  typeof value?.text === 'string' ? { value: { text: value.text.trim() } } : issue('Expected a text', 'text'),
);

export const NUMBER = schemaOf<number>((value) =>
  typeof value === 'number' ? { value } : issue(`Expected a number, not ${typeof value}`),
);
