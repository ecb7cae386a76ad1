import type { Difference } from '../../area.js';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { GatewayCase, Handler } from '../case.js';
import { allHandlers, clientIn, handlerAt, handlersOf, messagesUntil } from './messages.js';
import { beyond, isPartOf } from './seen.js';

/** Which handlers a message reaches. */
export const handlerDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-object-pattern',
    area: 'gateways',
    title: "`@SubscribeMessage({ cmd: 'x' })`",
    reference: 'With ws, no message reaches the handler. With socket.io, only the event `[object Object]` does.',
    portico: 'A client sends the object as the event. With socket.io, it sends the object as JSON with sorted keys.',
    reason: 'Clients can reach the handler.',
    docs: 'gateways.md#messages',
    matches: (theCase, difference) =>
      messagesUntil(theCase, difference).some(({ event }) => typeof event === 'object') &&
      hasMoreOf(difference, (handler) => handler.patterns.some((each) => typeof each === 'object'), theCase),
  },
  {
    id: 'gateway-several-patterns',
    area: 'gateways',
    title: 'Several `@SubscribeMessage()` on one method',
    reference: 'Only the first one is used.',
    portico: 'All are used.',
    reason: 'A decorator without effect is easily overlooked.',
    docs: 'gateways.md#messages',
    matches: (theCase, difference) => {
      const hasSeveral = ({ patterns }: Handler) => patterns.length > 1;
      if (/\.trace\.adapter$/.test(difference.path)) return allHandlers(theCase).some(hasSeveral);
      const isAsked = messagesUntil(theCase, difference).some(({ event }) =>
        handlersOf(allHandlers(theCase), event).some(hasSeveral),
      );
      return isAsked && hasMoreOf(difference, hasSeveral, theCase);
    },
  },
  {
    id: 'ws-several-handlers',
    area: 'gateways',
    title: 'With ws, several methods of a gateway subscribe to the same message',
    reference: 'Only the last one is called.',
    portico: 'All are called, as with socket.io.',
    reason: 'Handlers do not depend on the adapter.',
    docs: 'gateways.md#messages',
    matches: (theCase, difference) => {
      if (theCase.adapter.library !== 'ws') return false;
      const shared = (handler: Handler) =>
        theCase.gateways.some(({ handlers, inherited }) =>
          handler.patterns.some((each) => {
            const called = handlersOf([...handlers, ...inherited], each);
            return called.length > 1 && called.includes(handler);
          }),
        );
      const messages = messagesUntil(theCase, difference);
      const isAsked = messages.some(({ event }) => handlersOf(allHandlers(theCase), event).some(shared));
      return isAsked && hasMoreOf(difference, shared, theCase);
    },
  },
];

/**
 * Whether Portico shows all that the reference shows, and more: in traces of handlers that are meant, and for clients that
 * have sent them a message.
 */
function hasMoreOf(difference: Difference, isMeant: (handler: Handler) => boolean, theCase: GatewayCase): boolean {
  const { path, portico, reference } = difference;
  if (!/\.(client |trace|errors)/.test(path) || !isPartOf(reference, portico)) return false;
  if (path.endsWith('.errors')) return true;
  const meant = allHandlers(theCase).filter(isMeant);
  if (path.includes('.trace.'))
    return beyond(portico, reference).every((line) => {
      const handler = handlerAt(theCase, path, line);
      return handler === undefined || meant.includes(handler);
    });
  const messages = messagesUntil(theCase, difference).filter(({ event }) => handlersOf(meant, event).length > 0);
  return messages.some(({ client }) => client === clientIn(path));
}
