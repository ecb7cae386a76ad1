import type { BodyType, GatewayDescription, GatewayMessageDescription, GatewayParameter } from '@portico/websockets';
import type { AsyncApiMessageOptions } from '../decorators/message-options.js';
import { readFact } from '../decorators/metadata.js';
import type { JsonSchema } from '../json-schema.js';
import { PROTOTYPE_KEY } from '../schemas/prototype-key.js';
import type { SchemaComponents } from '../schemas/schema-components.js';
import { pascalCase } from './pascal-case.js';

/** The data of a message and of its replies. */
export interface MessageData {
  /** `undefined` if the handler reads no data. */
  readonly body: JsonSchema | undefined;
  /** The reply. `undefined` if it is not known or there is none. */
  readonly reply: Reply | undefined;
}

export interface Reply {
  /** `value` if the handler replies with a stream of values. */
  readonly kind: 'reply' | 'value';
  /** The schema of the reply, or of each value. */
  readonly data: JsonSchema | undefined;
}

export function messageOptions(
  { gateway }: GatewayDescription,
  { handler }: GatewayMessageDescription,
): AsyncApiMessageOptions {
  const methods: Readonly<Record<string, unknown>> = gateway.prototype;
  const method = methods[handler];
  return (typeof method === 'function' && readFact('portico:asyncapi:message', method)) || {};
}

/** Returns what a warning calls a message. */
export function ownerOf(gateway: GatewayDescription, { event, handler }: GatewayMessageDescription): string {
  return `The message "${event}" of ${gateway.name}.${handler}()`;
}

/** Options of decorators take precedence over the contract, and the contract over the parameters of the handler. */
export function describeData(
  gateway: GatewayDescription,
  message: GatewayMessageDescription,
  schemas: SchemaComponents,
): MessageData {
  const { event, definition, parameters } = message;
  const options = messageOptions(gateway, message);
  const owner = ownerOf(gateway, message);
  const describe = (source: BodyType, part: string): JsonSchema | undefined =>
    schemas.describe(source, pascalCase(event, part), owner);
  const shape = definition?.shape;
  const stated = options.body ?? shape?.body;
  const body = stated
    ? describe(stated, 'body')
    : definition
      ? undefined
      : bodyOfParameters(
          parameters,
          (source) => describe(source, 'body'),
          () => schemas.reportOmitted(owner),
        );
  const reply = options.reply ?? shape?.reply;
  const stream = options.stream ?? shape?.stream;
  if (stream) return { body, reply: { kind: 'value', data: describe(stream, 'value') } };
  return { body, reply: reply && { kind: 'reply', data: describe(reply, 'reply') } };
}

/** Describes the body from the parameters of the handler. A parameter is the body, or one of its properties. */
function bodyOfParameters(
  parameters: readonly GatewayParameter[],
  describe: (source: BodyType) => JsonSchema | undefined,
  onOmitted: () => void,
): JsonSchema | undefined {
  const body = parameters.filter(({ source }) => source === 'body');
  if (body.length === 0) return undefined;
  const whole = body.find(({ property }) => property === undefined);
  if (whole) return describeParameter(whole, describe);
  const named = body.filter(({ property }) => property !== PROTOTYPE_KEY);
  if (named.length < body.length) onOmitted();
  const properties = named.map((parameter) => [parameter.property!, describeParameter(parameter, describe)] as const);
  return { type: 'object', properties: Object.fromEntries(properties) };
}

function describeParameter(
  { schema, type, pipes }: GatewayParameter,
  describe: (source: BodyType) => JsonSchema | undefined,
): JsonSchema {
  if (schema) return describe(schema) ?? {};
  // A pipe that transforms its input may accept another type than that of the parameter.
  if (!type || !pipes.every(isValidation)) return {};
  return describe(type) ?? {};
}

function isValidation(pipe: GatewayParameter['pipes'][number]): boolean {
  const { name } = typeof pipe === 'function' ? pipe : pipe.constructor;
  return name.endsWith('ValidationPipe');
}
