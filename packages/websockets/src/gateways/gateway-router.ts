import type { MessageRouter } from '../contracts/message-router.js';
import { eventName } from './event-name.js';
import type { GatewayHandler } from './gateway-record.js';
import { GatewayRoute } from './gateway-route.js';

/** The events of one server. */
export class GatewayRouter implements MessageRouter<object> {
  readonly routes = new Map<string, GatewayRoute>();

  add(handler: GatewayHandler): void {
    const event = eventName(handler.pattern);
    let route = this.routes.get(event);
    if (!route) {
      route = new GatewayRoute(handler.pattern);
      this.routes.set(event, route);
    }
    route.handlers.push(handler);
  }

  find(event: unknown): GatewayRoute | undefined {
    if (typeof event === 'string') return this.routes.get(event);
    return event !== null && typeof event === 'object' ? this.routes.get(eventName(event)) : undefined;
  }
}
