import { eventName } from './event-name.js';
import type { GatewayHandler } from './gateway-handler.js';

/** The handlers of one event on one server, whichever gateways they belong to. */
export interface EventRoute {
  /** The argument of `@SubscribeMessage()`. */
  readonly pattern: unknown;
  readonly event: string;
  readonly handlers: [GatewayHandler, ...GatewayHandler[]];
}

/** The events of one server. */
export class EventRoutes {
  private readonly byEvent = new Map<string, EventRoute>();
  readonly events: Set<string> = new Set();

  add(handler: GatewayHandler): void {
    const { pattern } = handler;
    const event = eventName(pattern);
    const route = this.byEvent.get(event);
    if (route) {
      route.handlers.push(handler);
      return;
    }
    this.byEvent.set(event, { pattern, event, handlers: [handler] });
    this.events.add(event);
  }

  /** @param event the name of an event, a number such as the value of an enum, or an object pattern */
  find(event: unknown): EventRoute | undefined {
    if (typeof event === 'string') return this.byEvent.get(event);
    const isEvent = typeof event === 'number' || (typeof event === 'object' && event !== null);
    return isEvent ? this.byEvent.get(eventName(event)) : undefined;
  }

  [Symbol.iterator](): IterableIterator<EventRoute> {
    return this.byEvent.values();
  }
}
