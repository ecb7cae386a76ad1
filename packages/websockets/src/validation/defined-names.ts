import { webSocketError } from '../errors.js';
import type { MessageDefinition, MessageShape } from '../messages/message-definition.js';

/** A handler and its subscriptions. */
export interface DefinedHandler {
  readonly methodName: string;
  /** The definitions of its event: several only if the method names the event more than once. */
  readonly definitions: readonly MessageDefinition[];
}

interface Known<T> {
  readonly owner: string;
  readonly value: T;
}

/** The definitions of the gateways of one server: clients cannot know which of two definitions of a name applies. */
export class DefinedNames {
  private readonly messages = new Map<string, Known<MessageShape>>();
  private readonly events = new Map<string, Known<unknown>>();
  private readonly read = new Set<object>();

  /** @throws FrameworkError `PORTICO_WS_CONFLICT` if a name already has another definition */
  add(gateway: string, { methodName, definitions }: DefinedHandler): void {
    const owner = `${gateway}.${methodName}()`;
    for (const { event, shape, '~messages': parts } of definitions) {
      const known = this.messages.get(event);
      if (known && !isSameShape(known.value, shape)) throw conflict('message', event, known.owner, owner);
      this.messages.set(event, known ?? { owner, value: shape });
      if (!this.read.has(parts)) this.addEvents(owner, parts.events);
      this.read.add(parts);
    }
  }

  private addEvents(owner: string, events: Readonly<Record<string, unknown>>): void {
    for (const [event, value] of Object.entries(events)) {
      const known = this.events.get(event);
      if (known && known.value !== value) throw conflict('event', event, known.owner, owner);
      this.events.set(event, known ?? { owner, value });
    }
  }
}

/** Two definitions with the same schemas are equal. */
function isSameShape(one: MessageShape, other: MessageShape): boolean {
  return one.body === other.body && one.reply === other.reply && one.stream === other.stream;
}

function conflict(kind: 'message' | 'event', name: string, first: string, second: string): Error {
  const defined = kind === 'message' ? `the message "${name}"` : `the event "${name}" that the server sends`;
  const owners =
    first === second ? `${first} subscribes to` : `${first} and ${second} are on one server, but subscribe to`;
  return webSocketError(
    'PORTICO_WS_CONFLICT',
    `${owners} contracts that define ${defined} differently.`,
    'Use one value of defineMessages(), rename one of the two, or give the gateways different paths or namespaces.',
  );
}
