import { isPromiseLike } from '@portico/common/internal';
import type { BodyLimits } from '../contracts/options/body-limits.js';
import { webSocketError } from '../errors.js';
import { InvalidMessageException } from '../exceptions/invalid-message-exception.js';
import { messageIssues } from '../exceptions/message-issues.js';
import type { MessageDefinition } from '../messages/message-definition.js';
import type { MessageSchema, SchemaResult } from '../messages/schema.js';
import { exceededLimit } from './body-limits.js';
import { validateByClass } from './class-rules.js';
import { isSchema } from './is-schema.js';

/**
 * Validates the data of a message: returns or resolves to the value for handlers, and throws or rejects with the
 * exception for clients.
 */
export type BodyValidator = (data: unknown) => unknown;

/**
 * Compiles the body of a message, once, at start-up.
 *
 * @param owner the handler, for the error
 * @returns `undefined` for a message whose data is not described
 * @throws FrameworkError `PORTICO_WS_DEFINITION` if the body is neither a schema nor a class
 */
export function compileBody(
  { event, shape: { body } }: MessageDefinition,
  owner: string,
  limits: Required<BodyLimits>,
): BodyValidator | undefined {
  if (body === undefined) return undefined;
  const validate = isSchema(body) ? bySchema(body) : isClass(body) ? validateByClass(body) : undefined;
  if (!validate) throw invalidBody(event, owner);
  return (data) => {
    const exceeded = exceededLimit(data, limits);
    if (exceeded) throw new InvalidMessageException([{ path: [], message: `The body ${exceeded}` }], false);
    return validate(data);
  };
}

function bySchema(schema: MessageSchema): BodyValidator {
  const standard = schema['~standard'];
  return (data) => {
    const result = standard.validate(data);
    return isPromiseLike(result) ? result.then(outputOf) : outputOf(result);
  };
}

function outputOf(result: SchemaResult<unknown>): unknown {
  if (result.issues) throw new InvalidMessageException(messageIssues(result.issues));
  return result.value;
}

function isClass(body: unknown): body is Extract<MessageDefinition['shape']['body'], Function> {
  return typeof body === 'function';
}

function invalidBody(event: string, owner: string): Error {
  return webSocketError(
    'PORTICO_WS_DEFINITION',
    `${owner} subscribes to the message "${event}", whose body is neither a schema nor a class.`,
    'Pass defineMessages() a schema of a library that implements Standard Schema, or a class with class-validator rules.',
  );
}
