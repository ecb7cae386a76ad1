import type { AsyncApiMessageObject, AsyncApiReference, PorticoMessage } from '../async-api-document.js';
import type { Dialect } from '../dialects/dialect.js';
import type { JsonSchema } from '../json-schema.js';
import type { Reply } from './message-data.js';
import { Names } from './names.js';
import { pascalCase } from './pascal-case.js';

/** A message of a client. */
export interface ReceivedMessage {
  readonly event: string;
  /** The name of the message, or the object that clients send instead of a name. */
  readonly pattern: unknown;
  readonly body: JsonSchema | undefined;
  readonly examples: readonly unknown[] | undefined;
  /** The options of decorators. */
  readonly texts: Partial<Pick<AsyncApiMessageObject, 'summary' | 'description' | 'deprecated' | 'tags'>>;
}

type Kind = PorticoMessage['kind'];
type More = Partial<Omit<AsyncApiMessageObject, 'x-portico'>> & { readonly portico?: Partial<PorticoMessage> };

/** Writes the messages of a channel in all dialects of its clients. */
export class ChannelMessages {
  private readonly names = new Names<AsyncApiMessageObject>();

  /** @param pointer the JSON pointer to the channel in the document */
  constructor(
    private readonly pointer: string,
    private readonly dialects: readonly Dialect[],
  ) {}

  addMessage({ event, pattern, body, examples, texts }: ReceivedMessage): readonly AsyncApiReference[] {
    return this.dialects.map((dialect) => {
      const sent = dialect.sends?.(pattern) === false ? event : pattern;
      return this.add(event, dialect, 'message', body, dialect.message({ event: sent, data: body }), {
        ...texts,
        ...(examples && { examples: examples.map((data) => ({ payload: dialect.example(sent, data) })) }),
        portico: { ...(examples && { examples }), ...(typeof pattern !== 'string' && { pattern }) },
      });
    });
  }

  addEvent(event: string, data: JsonSchema | undefined): readonly AsyncApiReference[] {
    return this.dialects.map((dialect) => this.add(event, dialect, 'event', data, dialect.event({ event, data })));
  }

  /** @param exception the schema of the failure of a request */
  addReplies(event: string, reply: Reply, exception: JsonSchema): readonly AsyncApiReference[] {
    return this.dialects.flatMap((dialect) => {
      const references = this.addReply(event, dialect, reply);
      if (!dialect.error) return references;
      return [...references, this.add(event, dialect, 'error', exception, dialect.error(exception))];
    });
  }

  toObject(): Record<string, AsyncApiMessageObject> {
    return this.names.toObject();
  }

  private addReply(event: string, dialect: Dialect, { kind, data }: Reply): readonly AsyncApiReference[] {
    if (kind === 'reply') return [this.add(event, dialect, kind, data, dialect.reply(data))];
    if (dialect.collectsStreams) {
      const values = { type: 'array', items: data ?? {} };
      return [this.add(event, dialect, 'reply', values, dialect.reply(values))];
    }
    const value = this.add(event, dialect, kind, data, (dialect.value ?? dialect.reply)(data));
    return dialect.end ? [value, this.add(event, dialect, 'end', undefined, dialect.end())] : [value];
  }

  private add(
    event: string,
    { subprotocol, suffix, correlation }: Dialect,
    kind: Kind,
    data: JsonSchema | undefined,
    payload: JsonSchema,
    { portico, ...more }: More = {},
  ): AsyncApiReference {
    const name = this.names.reserve(`${kind === 'message' ? event : `${event}.${kind}`}${suffix}`);
    // Clients without a subprotocol send and receive messages and events without a suffix, too.
    const isOfSubprotocol = subprotocol !== undefined && (suffix !== '' || (kind !== 'message' && kind !== 'event'));
    this.names.set(name, {
      name,
      title: event,
      // Code generators use the title as the name of the type.
      payload: payload.$ref === undefined ? { title: pascalCase(event, kind, 'frame'), ...payload } : payload,
      ...(correlation !== undefined && kind !== 'event' && { correlationId: { location: correlation } }),
      ...more,
      'x-portico': {
        kind,
        event,
        ...(data && { data }),
        ...portico,
        ...(isOfSubprotocol && { subprotocol }),
      },
    });
    return { $ref: `${this.pointer}/messages/${name}` };
  }
}
