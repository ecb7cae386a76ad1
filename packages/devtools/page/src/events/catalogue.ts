import { SERVER_EXTENSION } from '../api/protocol.js';
import {
  follow,
  isObject,
  type JsonObject,
  listOf,
  nameOf,
  objectAt,
  objectsOf,
  textAt,
} from './document-reference.js';
import { type Example, readExamples, readSchema, type Schema } from './message-schema.js';

/** One event of a channel, as the AsyncAPI document of the application describes it. */
export interface CatalogueEvent {
  /** Unique in the document: channel and operation. */
  readonly key: string;
  readonly name: string;
  readonly channel: string;
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  /** The schema of the data, without the frame in which they are sent. */
  readonly payload: Schema | undefined;
  /** Whether the document says that the event has no data. */
  readonly empty: boolean;
  readonly examples: readonly Example[];
  readonly replies: boolean;
  readonly reply: Schema | undefined;
  readonly streams: boolean;
}

export interface ChannelParameter {
  readonly name: string;
  readonly description: string | undefined;
  readonly values: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly address: string;
  /** The id of its server. */
  readonly server: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly parameters: readonly ChannelParameter[];
  /** The events that a client can send. */
  readonly accepts: readonly CatalogueEvent[];
  /** The events that the server sends. */
  readonly emits: readonly CatalogueEvent[];
}

/** Reads the channels of an AsyncAPI 3.0 document, with the events that each accepts and emits. */
export function readCatalogue(document: unknown): Channel[] {
  if (!isObject(document)) return [];
  const operations = objectsOf(document['operations']).map(([id, value]) => ({
    id,
    operation: follow(document, value),
  }));
  return objectsOf(document['channels']).map(([id, value]) => {
    const channel = follow(document, value);
    const events = (action: string): CatalogueEvent[] =>
      operations
        .filter(({ operation }) => operation['action'] === action && nameOf(operation['channel']) === id)
        .flatMap((entry) => readOperation(document, id, entry));
    return {
      id,
      address: textAt(channel, 'address') ?? '/',
      server: textAt(channel, SERVER_EXTENSION) ?? id,
      title: textAt(channel, 'title'),
      description: textAt(channel, 'description') ?? textAt(channel, 'summary'),
      parameters: readParameters(document, channel),
      accepts: events('receive'),
      emits: events('send'),
    };
  });
}

interface Operation {
  readonly id: string;
  readonly operation: JsonObject;
}

/** The extension in which `@portico/asyncapi` writes what AsyncAPI cannot express: data without frames, streams, patterns. */
const EXTENSION = 'x-portico';

/** Reads the event of an operation. Its messages, one for each subprotocol, all have the same data. */
function readOperation(document: JsonObject, channel: string, { id, operation }: Operation): CatalogueEvent[] {
  const messages = listOf(operation['messages']).map((reference) => ({
    reference,
    message: follow(document, reference),
  }));
  const first = messages[0];
  if (!first) return [];
  const described = objectAt(first.message, EXTENSION);
  const more = objectAt(operation, EXTENSION);
  const reply = operation['reply'] === undefined ? undefined : follow(document, operation['reply']);
  const name =
    textAt(more, 'event') ??
    textAt(described, 'event') ??
    textAt(first.message, 'name') ??
    nameOf(first.reference) ??
    id;
  const text = (key: string): string | undefined => textAt(operation, key) ?? textAt(first.message, key);
  return [
    {
      key: `${channel}:${name}`,
      name,
      channel,
      title: text('title'),
      summary: text('summary'),
      description: text('description'),
      deprecated: first.message['deprecated'] === true,
      payload: dataSchema(document, first.message),
      empty: EXTENSION in first.message && !('data' in described),
      examples: readExamples(first.message, described['examples']),
      replies: reply !== undefined,
      reply: reply && replySchema(document, reply),
      streams: more['stream'] === true,
    },
  ];
}

function dataSchema(document: JsonObject, message: JsonObject): Schema | undefined {
  const extension = message[EXTENSION];
  return readSchema(document, isObject(extension) ? extension['data'] : message['payload']);
}

/** Returns the schema of the first message that is neither an error nor the end of a stream. */
function replySchema(document: JsonObject, reply: JsonObject): Schema | undefined {
  const messages = listOf(reply['messages']).map((reference) => follow(document, reference));
  const wanted = messages.find((message) => !NOT_DATA.has(textAt(objectAt(message, EXTENSION), 'kind') ?? ''));
  return wanted && dataSchema(document, wanted);
}

const NOT_DATA = new Set(['error', 'end']);

function readParameters(document: JsonObject, channel: JsonObject): ChannelParameter[] {
  return objectsOf(channel['parameters']).map(([name, value]) => {
    const parameter = follow(document, value);
    const values = [...listOf(parameter['enum']), ...listOf(parameter['examples']), parameter['default']];
    return {
      name,
      description: textAt(parameter, 'description'),
      values: [...new Set(values.filter((item) => typeof item === 'string'))],
    };
  });
}

/** Returns the events whose name, title or text contain every word of a search. */
export function searchEvents(events: readonly CatalogueEvent[], search: string): CatalogueEvent[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return events.filter((event) => {
    const text = [event.name, event.title, event.summary, event.channel].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
