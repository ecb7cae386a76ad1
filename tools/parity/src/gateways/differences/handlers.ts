import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../../area.js';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { GatewayCase, Handler, Message, Pattern } from '../case.js';
import { allHandlers, clientIn, disconnects, handlerAt, handlersOf, messagesOf, messagesUntil } from './messages.js';
import { beyond, isEnd, isPartOf, linesOf, someOf } from './seen.js';

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
    // A handler that only Portico calls may disconnect the client, so that its later messages are not handled.
    without: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!/\.trace\.Gateway\d/.test(path)) return difference;
      const handlerIn = (line: string) => handlerAt(theCase, path, line);
      const more = beyond(portico, reference).filter((line) => isCalledByLaterPattern(theCase, handlerIn(line)));
      const lost = eventsAfterDisconnection(theCase, difference);
      const isLost = (line: string) =>
        lost.some((event) => handlersOf(allHandlers(theCase), event).includes(handlerIn(line)!));
      const less = beyond(reference, portico).filter(isLost);
      return { portico: someOf(beyond(portico, more)), reference: someOf(beyond(reference, less)) };
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
      if (isAsked && hasMoreOf(difference, shared, theCase)) return true;
      // Those that only Portico calls may disconnect the client: then it gets nothing of the others.
      const [, client] = /\.client (\d+)$/.exec(difference.path) ?? [];
      return (
        messages.some((message) => message.client === Number(client) && isDisconnectedByOthers(theCase, message)) &&
        linesOf(difference.portico).some(isEnd)
      );
    },
  },
];

/** Whether another handler of a gateway than the last one of a message disconnects the client. */
function isDisconnectedByOthers({ gateways }: GatewayCase, { event }: Pick<Message, 'event'>): boolean {
  return gateways.some(({ handlers, inherited }) =>
    /"leave"/.test(JSON.stringify(handlersOf([...inherited, ...handlers], event).slice(0, -1))),
  );
}

/**
 * Whether Portico shows all that the reference shows, and more: in traces of handlers that are meant, and for clients that
 * have sent them a message.
 */
function hasMoreOf(difference: Difference, isMeant: (handler: Handler) => boolean, theCase: GatewayCase): boolean {
  const { path, portico, reference } = difference;
  if (!/\.(client |trace|hooks|errors)/.test(path) || !isPartOf(reference, portico)) return false;
  if (path.endsWith('.errors')) return true;
  const meant = allHandlers(theCase).filter(isMeant);
  if (path.includes('.trace.'))
    return beyond(portico, reference).every((line) => {
      const handler = handlerAt(theCase, path, line);
      return handler === undefined || meant.includes(handler);
    });
  const messages = messagesUntil(theCase, difference).filter(({ event }) => handlersOf(meant, event).length > 0);
  // One that disconnects its client ends it sooner.
  if (path.includes('.hooks.'))
    return (
      messages.some(({ event }) => disconnects(theCase, event)) &&
      beyond(portico, reference).every((line) => line.includes('.handleDisconnect '))
    );
  return messages.some(({ client }) => client === clientIn(path));
}

/** Whether a message of the case reaches a handler, but not by its first pattern. */
function isCalledByLaterPattern({ script }: GatewayCase, handler: Handler | undefined): boolean {
  const [first, ...later] = handler?.patterns ?? [];
  return script
    .flatMap(messagesOf)
    .some(({ event }) => !isDeepStrictEqual(event, first) && later.some((each) => isDeepStrictEqual(each, event)));
}

/** The events that a client sends after a handler which is called by a later pattern has disconnected it. */
function eventsAfterDisconnection(theCase: GatewayCase, { path }: Difference): readonly Pattern[] {
  if (!path.startsWith('all.')) return [];
  const disconnecting = allHandlers(theCase).filter(
    (handler) => isCalledByLaterPattern(theCase, handler) && /"leave"/.test(JSON.stringify(handler)),
  );
  const gone = new Set<number | undefined>();
  return theCase.script.flatMap(messagesOf).flatMap(({ client, event }) => {
    if (gone.has(client)) return [event];
    if (handlersOf(disconnecting, event).length > 0) gone.add(client);
    return [];
  });
}
