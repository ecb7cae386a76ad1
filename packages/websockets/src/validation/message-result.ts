import { isPromiseLike, loadRxjs } from '@portico/common/internal';
import { isObservable } from '@portico/core/transports';
import type { Observable as RxObservable } from 'rxjs';
import { webSocketError } from '../errors.js';
import { messageIssues } from '../exceptions/message-issues.js';
import type { MessageDefinition } from '../messages/message-definition.js';
import type { MessageSchema, SchemaIssue } from '../messages/schema.js';
import { isAsyncIterable } from '../support/is-stream.js';
import { isSchema } from './is-schema.js';

/** Returns or resolves to the value itself, so that validation does not change what clients receive. */
type ValueCheck = (value: unknown) => unknown;

/**
 * Checks the handler result, after interceptors, against the reply or the stream of its message.
 *
 * @param owner the handler, for errors
 * @returns `undefined` for a message without either
 * @throws FrameworkError `PORTICO_WS_DEFINITION` if the definition is not a schema
 */
export function compileResultCheck(
  { event, shape: { reply, stream } }: MessageDefinition,
  owner: string,
): ((result: unknown) => unknown) | undefined {
  const schema = reply ?? stream;
  if (schema === undefined) return undefined;
  if (!isSchema(schema)) throw invalidReply(event, owner);
  const check = compileCheck(schema, event, owner);
  const checkParts = (result: unknown): unknown => {
    if (isObservable(result)) return eachOf(result, checkPart);
    if (isAsyncIterable(result)) return eachPulled(result, check);
    if (stream) throw invalidResult(event, owner, [{ message: 'Expected an Observable or an async iterable' }]);
    return check(result);
  };
  /** With an interceptor, an async generator is a value of an Observable. */
  const checkPart = (value: unknown): unknown => (isAsyncIterable(value) ? eachPulled(value, check) : check(value));
  return checkParts;
}

function compileCheck(schema: MessageSchema, event: string, owner: string): ValueCheck {
  return (value) => {
    const result = schema['~standard'].validate(value);
    const verdict = ({ issues }: { readonly issues?: readonly SchemaIssue[] | undefined }): unknown => {
      if (issues) throw invalidResult(event, owner, issues);
      return value;
    };
    return isPromiseLike(result) ? result.then(verdict) : verdict(result);
  };
}

function eachOf(source: RxObservable<unknown>, check: ValueCheck): RxObservable<unknown> {
  const { concatMap, from, of } = loadRxjs();
  return source.pipe(
    concatMap((value) => {
      const checked = check(value);
      return isPromiseLike(checked) ? from(checked) : of(checked);
    }),
  );
}

/** Not a generator: a generator that waits for the next value would delay `return()` until it arrives. */
function eachPulled(source: AsyncIterable<unknown>, check: ValueCheck): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = source[Symbol.asyncIterator]();
      return {
        async next() {
          const result = await iterator.next();
          if (!result.done) await check(result.value);
          return result;
        },
        return: async (value) => (await iterator.return?.(value)) ?? { done: true, value },
      };
    },
  };
}

function invalidResult(event: string, owner: string, issues: readonly SchemaIssue[]): Error {
  const found = messageIssues(issues)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
  return webSocketError(
    'PORTICO_WS_REPLY',
    `${owner} returned a result for the message "${event}" that does not match its definition: ${found}.`,
    'Return a result that matches the definition, or change the definition.',
  );
}

function invalidReply(event: string, owner: string): Error {
  return webSocketError(
    'PORTICO_WS_DEFINITION',
    `${owner} subscribes to the message "${event}", whose reply or stream is not a schema.`,
    'Give defineMessages() a schema of a library that implements Standard Schema.',
  );
}
