import type { Difference } from '../../area.js';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { GatewayCase, Handler } from '../case.js';
import { allHandlers, handlersOf, messagesUntil } from './messages.js';
import { beyond, isOfClients, isPartOf } from './seen.js';

/** Which handlers a message reaches. */
export const handlerDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-object-pattern',
    area: 'gateways',
    title: "`@SubscribeMessage({ cmd: 'x' })`",
    reference: 'With ws no message reaches the handler, with socket.io only the event `[object Object]`',
    portico: 'A client sends the object as the event, with socket.io as JSON with sorted keys',
    reason: 'Clients can reach the handler.',
    docs: 'gateways.md#messages',
    matches: (theCase, difference) =>
      messagesUntil(theCase, difference).some(({ event }) => typeof event === 'object') &&
      hasMoreOf(difference, (handler) => handler.patterns.some((each) => typeof each === 'object'), theCase),
  },
  {
    id: 'gateway-several-patterns',
    area: 'gateways',
    title: 'Several `@SubscribeMessage()` stand on one method',
    reference: 'Only the first one counts',
    portico: 'All count',
    reason: 'A decorator that has no effect is easily overlooked.',
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
    reference: 'Only the last one is called',
    portico: 'All are called, as with socket.io',
    reason: 'A handler should not depend on the adapter.',
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
      const isAsked = messagesUntil(theCase, difference).some(({ event }) =>
        handlersOf(allHandlers(theCase), event).some(shared),
      );
      return isAsked && hasMoreOf(difference, shared, theCase);
    },
  },
];

/** Whether Portico shows all that the reference shows, and more, which in traces is of handlers that are meant. */
function hasMoreOf(difference: Difference, isMeant: (handler: Handler) => boolean, { gateways }: GatewayCase): boolean {
  const { path, portico, reference } = difference;
  if (!(isOfClients(difference) || path.endsWith('.errors')) || !isPartOf(reference, portico)) return false;
  const [, owner] = /\.trace\.Gateway(\d+)$/.exec(path) ?? [];
  if (owner === undefined) return true;
  const { handlers, inherited } = gateways[Number(owner)]!;
  return beyond(portico, reference).every((line) => {
    const [, kind, index] = /\b(handler|inherited)(\d+)\b/.exec(line) ?? [];
    const handler = (kind === 'handler' ? handlers : inherited)[Number(index)];
    return handler === undefined || isMeant(handler);
  });
}
