import type { Difference } from '../../area.js';
import type { Seen } from '../../explained-difference.js';
import type { Gateway, GatewayCase, Handler } from '../case.js';
import { clientIn, handlerAt, handlersOf, messagesUntil, type Sent, sharesServer } from './messages.js';
import { beyond, isEnd, someOf } from './seen.js';

/** Why NestJS does not call a handler that subscribes to a message. */
export type Uncalled = 'object pattern' | 'later pattern' | 'not the last' | 'not the first entry';

/**
 * Both sides without what only Portico shows of handlers which NestJS does not call for some reason: their lines in traces,
 * errors, and what the clients receive that have sent them messages.
 */
export function withoutUncalled(theCase: GatewayCase, difference: Difference, why: Uncalled): Seen {
  const { path, portico, reference } = difference;
  if (!/\.(client |trace\.|errors$)/.test(path) || path.endsWith('.trace.adapter')) return difference;
  const calls = messagesUntil(theCase, difference).flatMap((message) =>
    gatewaysReached(theCase, message).flatMap((gateway) =>
      calledIn(gateway, message)
        .filter((handler) => reasonOf(theCase, gateway, handler, message) === why)
        .map((handler) => ({ handler, client: message.client })),
    ),
  );
  const isMeant = (line: string) => {
    if (path.endsWith('.errors')) return calls.length > 0;
    if (!path.includes('.trace.')) return !isEnd(line) && calls.some((call) => call.client === clientIn(path));
    const handler = handlerAt(theCase, path, line);
    const client = clientIn(line);
    return calls.some(
      (call) => (handler === undefined || handler === call.handler) && (client === undefined || client === call.client),
    );
  };
  const more = beyond(portico, reference).filter(isMeant);
  return more.length > 0 ? { portico: someOf(beyond(portico, more)), reference } : difference;
}

/** The gateways at the server that the client of a message has connected to. */
function gatewaysReached({ gateways, script }: GatewayCase, { client }: Sent): readonly Gateway[] {
  const step = script.find((each) => each.do === 'connect' && each.client === client);
  if (step?.do !== 'connect') return [];
  const entered = gateways[step.gateway % gateways.length]!;
  return gateways.filter((gateway) => sharesServer(gateway, entered));
}

/** The handlers of a message in the order in which NestJS finds them. */
function calledIn({ handlers, inherited }: Gateway, { event }: Sent): readonly Handler[] {
  return handlersOf([...handlers, ...inherited], event);
}

function reasonOf({ adapter }: GatewayCase, gateway: Gateway, handler: Handler, message: Sent): Uncalled | undefined {
  const { event } = message;
  if (typeof event === 'object') return 'object pattern';
  if (handler.patterns[0] !== event) return 'later pattern';
  if (adapter.library !== 'ws') return undefined;
  const called = calledIn(gateway, message).filter(({ patterns }) => patterns[0] === event);
  // The custom adapters of the cases use the first entry of an event, and that of the platform uses the last one.
  if (adapter.variant === 'own-handlers' || adapter.variant === 'documented')
    return called[0] === handler ? undefined : 'not the first entry';
  return called.at(-1) === handler ? undefined : 'not the last';
}
