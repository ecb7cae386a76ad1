import type { MessageSchema, SchemaResult } from '@portico/websockets';

/** A schema as libraries that implement Standard Schema have them, without one of them. */
export function schemaOf<Input, Output = Input>(
  validate: (value: any) => SchemaResult<Output> | Promise<SchemaResult<Output>>,
): MessageSchema<Input, Output> {
  return { '~standard': { version: 1, vendor: 'suite', validate } };
}

/** Not accepted. */
export function issue(message: string, ...path: (PropertyKey | { key: PropertyKey })[]): SchemaResult<never> {
  return { issues: [{ message, path }] };
}

/** An object with a text, which is trimmed. */
export const TEXT = schemaOf<{ text: string }>((value) =>
  typeof value?.text === 'string' ? { value: { text: value.text.trim() } } : issue('Expected a text', 'text'),
);

export const NUMBER = schemaOf<number>((value) =>
  typeof value === 'number' ? { value } : issue(`Expected a number, not ${typeof value}`),
);
