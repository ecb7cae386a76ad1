import type { BodyType, GatewayDescription, GatewayMessageDescription } from '@portico/websockets';
import type {
  AsyncApiChannel,
  AsyncApiOperation,
  AsyncApiReference,
  AsyncApiSecurityScheme,
} from '../async-api-document.js';
import type { AsyncApiMessageOptions } from '../decorators/message-options.js';
import { readFact } from '../decorators/metadata.js';
import { dialectsOf } from '../dialects/dialects-of.js';
import type { JsonSchema } from '../json-schema.js';
import type { SchemaComponents } from '../schemas/schema-components.js';
import type { ChannelGroup } from './channel-groups.js';
import { ChannelMessages } from './channel-messages.js';
import { describeChannel, tagsOf, unique } from './describe-channel.js';
import { EXCEPTION_SCHEMA } from './exception-schema.js';
import { describeData, type MessageData, messageOptions, ownerOf } from './message-data.js';
import type { Names } from './names.js';
import { pascalCase } from './pascal-case.js';
import { connectionSchemes, guardName, messageSchemes, type SecuritySchemes } from './security-schemes.js';
import type { Servers } from './servers.js';

/** The parts of a document that all channels share. */
export interface SharedParts {
  readonly schemas: SchemaComponents;
  readonly security: SecuritySchemes;
  readonly servers: Servers;
  readonly operations: Names<AsyncApiOperation>;
  /** A reference to the schema of failures, which is added when the first channel needs it. */
  exception?: JsonSchema;
}

/** A message with one of the gateways that handle it. */
interface Handled {
  readonly gateway: GatewayDescription;
  readonly message: GatewayMessageDescription;
}

type Texts = Pick<AsyncApiMessageOptions, 'summary' | 'description' | 'deprecated' | 'tags' | 'examples'>;

/** An event that gateways send. */
interface Sent {
  readonly source: BodyType;
  /** The class that declares it, for warnings. */
  readonly owner: string;
}

/** Writes a channel and its operations. */
export class ChannelWriter {
  private readonly messages: ChannelMessages;
  private readonly reference: AsyncApiReference;
  /** The credentials that clients need. */
  readonly schemes: readonly AsyncApiSecurityScheme[];

  /** @param name the name of the channel in the document */
  constructor(
    private readonly name: string,
    private readonly group: ChannelGroup,
    private readonly shared: SharedParts,
  ) {
    this.reference = { $ref: `#/channels/${name}` };
    this.messages = new ChannelMessages(this.reference.$ref, dialectsOf(group.protocol));
    this.schemes = group.gateways.flatMap(connectionSchemes);
  }

  write(): AsyncApiChannel {
    const handled = this.handledMessages();
    for (const each of handled.values()) this.receive(each);
    const sent = this.sentEvents();
    for (const [event, { source, owner }] of sent) {
      this.send(event, this.shared.schemas.describe(source, pascalCase(event, 'event'), owner));
    }
    if (handled.size > 0 && !sent.has('exception')) this.send('exception', this.exception);
    return {
      ...describeChannel(this.group, this.schemes),
      servers: this.shared.servers.referencesTo(this.group),
      messages: this.messages.toObject(),
    };
  }

  /** Groups the handlers by message, because several gateways can handle one message. */
  private handledMessages(): ReadonlyMap<string, readonly [Handled, ...Handled[]]> {
    const handled = new Map<string, [Handled, ...Handled[]]>();
    for (const gateway of this.group.gateways) {
      for (const message of gateway.messages) {
        if (messageOptions(gateway, message).exclude) continue;
        const known = handled.get(message.event);
        if (known) known.push({ gateway, message });
        else handled.set(message.event, [{ gateway, message }]);
      }
    }
    return handled;
  }

  /** Collects the events of contracts and of decorators. */
  private sentEvents(): ReadonlyMap<string, Sent> {
    const sent = new Map<string, Sent>();
    for (const { gateway, name, messages } of this.group.gateways) {
      const contracts = new Set(messages.map(({ definition }) => definition?.['~messages'].events ?? {}));
      for (const events of [...contracts, readFact('portico:asyncapi:gateway', gateway)?.events ?? {}]) {
        for (const [event, source] of Object.entries(events)) {
          if (!sent.has(event)) sent.set(event, { source, owner: `The event "${event}" of ${name}` });
        }
      }
    }
    return sent;
  }

  private receive(handled: readonly [Handled, ...Handled[]]): void {
    const { event, pattern } = handled[0].message;
    const { summary, description, deprecated, examples, tags = [], body, reply } = this.describe(handled);
    const texts = {
      ...(summary && { summary }),
      ...(description && { description }),
      ...(tags.length > 0 && { tags: tagsOf(tags) }),
    };
    const messageTexts = { ...texts, ...(deprecated && { deprecated }) };
    const messages = this.messages.addMessage({ event, pattern, body, examples, texts: messageTexts });
    const replies = reply && this.messages.addReplies(event, reply, this.exception);
    const guards = unique(handled.flatMap((each) => each.message.guards).map(guardName));
    const schemes = handled.flatMap((each) => messageSchemes(each.gateway, each.message));
    this.addOperation('receive', event, [...this.schemes, ...schemes], {
      ...texts,
      messages,
      ...(replies && { reply: { channel: this.reference, messages: replies } }),
      'x-portico': {
        event,
        handlers: handled.map((each) => ({ gateway: each.gateway.name, method: each.message.handler })),
        ...(reply?.kind === 'value' && { stream: true }),
        ...(guards.length > 0 && { guards }),
      },
    });
  }

  /** Each part is that of the first gateway that describes it. */
  private describe(handled: readonly Handled[]): Texts & MessageData {
    const { schemas } = this.shared;
    const options = handled.map(({ gateway, message }) => messageOptions(gateway, message));
    const first = <Key extends keyof Texts>(key: Key): Texts[Key] =>
      options.find((each) => each[key] !== undefined)?.[key];
    let data: MessageData = { body: undefined, reply: undefined };
    let examples: readonly unknown[] | undefined;
    for (const [index, { gateway, message }] of handled.entries()) {
      const own = options[index]?.examples;
      examples ??= own && schemas.describeExamples(own, ownerOf(gateway, message));
      if (data.body !== undefined && data.reply !== undefined) continue;
      const { body, reply } = describeData(gateway, message, schemas);
      data = { body: data.body ?? body, reply: data.reply ?? reply };
    }
    return {
      summary: first('summary'),
      description: first('description'),
      deprecated: options.every(({ deprecated }) => deprecated),
      tags: first('tags'),
      examples,
      ...data,
    };
  }

  private send(event: string, data: JsonSchema | undefined): void {
    const messages = this.messages.addEvent(event, data);
    this.addOperation('send', event, this.schemes, { messages, 'x-portico': { event } });
  }

  private addOperation(
    action: AsyncApiOperation['action'],
    event: string,
    schemes: readonly AsyncApiSecurityScheme[],
    operation: Omit<AsyncApiOperation, 'action' | 'channel' | 'security'>,
  ): void {
    const security = this.shared.security.referencesTo(schemes);
    this.shared.operations.add(`${this.name}.${action}.${event}`, {
      action,
      channel: this.reference,
      ...(security.length > 0 && { security }),
      ...operation,
    });
  }

  private get exception(): JsonSchema {
    this.shared.exception ??= this.shared.schemas.add('Exception', EXCEPTION_SCHEMA);
    return this.shared.exception;
  }
}
