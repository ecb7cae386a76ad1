import { type ValidationError, ValidationPipe } from '@portico/common';
import { InvalidMessageException } from '../exceptions/invalid-message-exception.js';
import { messageIssues } from '../exceptions/message-issues.js';
import type { MessageClass, SchemaIssue } from '../messages/schema.js';

/**
 * Validates bodies by the class-validator rules of a class.
 *
 * @returns resolves to an instance of the class
 * @throws FrameworkError `PORTICO_PACKAGE_MISSING` if class-validator or class-transformer is not installed
 */
export function validateByClass(type: MessageClass): (data: unknown) => Promise<unknown> {
  const pipe = new ValidationPipe({
    transform: true,
    exceptionFactory: (errors) => new InvalidMessageException(messageIssues(issuesOf(errors))),
  });
  const metadata = { type: 'body', metatype: type } as const;
  return (data) => pipe.transform(data, metadata);
}

function* issuesOf(errors: readonly ValidationError[], parents: readonly string[] = []): Generator<SchemaIssue> {
  for (const { property, constraints, children } of errors) {
    const path = property === '' ? parents : [...parents, property];
    for (const message of Object.values(constraints ?? {})) yield { path, message };
    if (children) yield* issuesOf(children, path);
  }
}
