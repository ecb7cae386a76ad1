import type { Attributes } from '@opentelemetry/api';
import type { MessageOutcome, MessageTrace } from '@portico/websockets';
import { placeOf } from './place-of.js';

/** What spans and metrics of the messages of one handler are called. */
interface HandlerNames {
  /** Of the span. */
  readonly name: string;
  /** Of the span. */
  readonly attributes: Attributes;
  /** The attributes of its duration. */
  measured(outcome: MessageOutcome): Attributes;
}

/** The names of all handlers, made once for each: they do not depend on what a client sends. */
export class MessageNames {
  private readonly servers = new WeakMap<object, Map<string, HandlerNames>>();

  of(message: MessageTrace): HandlerNames {
    let handlers = this.servers.get(message.server);
    if (!handlers) {
      handlers = new Map();
      this.servers.set(message.server, handlers);
    }
    const key = `${message.gateway.name}.${message.handler} ${message.event}`;
    let names = handlers.get(key);
    if (!names) {
      names = namesOf(message);
      handlers.set(key, names);
    }
    return names;
  }
}

function namesOf(message: MessageTrace): HandlerNames {
  const { event, gateway, handler } = message;
  const place = placeOf(message);
  const shared = { 'portico.ws.path': place, 'portico.ws.event': event };
  const byOutcome = new Map<MessageOutcome, Attributes>();
  return {
    name: `WS ${place} ${event}`,
    attributes: { ...shared, 'code.function.name': `${gateway.name}.${handler}` },
    measured(outcome) {
      let attributes = byOutcome.get(outcome);
      if (!attributes) {
        attributes = { ...shared, 'portico.ws.outcome': outcome };
        byOutcome.set(outcome, attributes);
      }
      return attributes;
    },
  };
}
