import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { Gateway, GatewayCase, Message, Step } from '../case.js';
import { allHandlers, disconnects, gatewaysOf, handlersOf, messagesIn, sharesServer, stepOf } from './messages.js';
import { beyond, isPartOf, linesOf, someOf } from './seen.js';

/** What becomes of the messages of clients that leave or are disconnected. */
export const leavingDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-client-leaves-in-handler',
    area: 'gateways',
    title: 'A handler or a guard disconnects its client',
    reference:
      'Whether other handlers of the message are still called depends on timing. Interceptors do not see the end of the call, and a stream is subscribed to and then unsubscribed from.',
    portico:
      'Other handlers that have not started may not be called. Interceptors see the result or the error, and a stream is not subscribed to.',
    reason: 'An interceptor that measures or cleans up must see the end of each call.',
    docs: 'gateways.md#guards-pipes-interceptors',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const messages = messagesIn(theCase, difference);
      if (!messages.some(({ event }) => disconnects(theCase, event))) return false;
      if (path.includes('.trace.')) {
        const [own, other] = [withoutOutcome(portico), withoutOutcome(reference)];
        return isPartOf(other, own) || isPartOf(own, other);
      }
      if (path.endsWith('.errors')) return isPartOf(reference, portico) || isPartOf(portico, reference);
      // Of the handlers of one message, some reply before the disconnection, some after it.
      const isShared = messages.some(({ event }) => handlersOf(allHandlers(theCase), event).length > 1);
      return (
        /\.client /.test(path) &&
        isShared &&
        (isPartOf(withoutEnd(portico), reference) ||
          isPartOf(withoutEnd(reference), portico) ||
          // Or others, if the client is gone on both.
          [portico, reference].every((lines) => linesOf(lines).length > withoutEnd(lines).length))
      );
    },
  },
  {
    id: 'gateway-messages-wait',
    area: 'gateways',
    title:
      'Messages arrive while an asynchronous `handleConnection` runs, and the client disconnects or is disconnected',
    reference: 'They are handled immediately.',
    portico: 'They wait, and are discarded with the client.',
    reason:
      'A client that `handleConnection` refuses must not reach handlers. With `waitForConnection: false`, messages do not wait.',
    docs: 'gateways.md#connections',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!waitsForConnection(theCase, difference)) return false;
      // What is discarded is logged.
      return path === 'all.errors'
        ? isPartOf(portico, reference) || isPartOf(reference, portico)
        : /^all\.(client|trace)/.test(path) &&
            (isPartOf(portico, reference) || (endsItself(theCase) && isPartOf(reference, portico)));
    },
    // What handleConnection and others emit arrives, where a message that did not wait has disconnected the client before.
    without: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!/^all\.client /.test(path) || !waitsForConnection(theCase, difference)) return difference;
      const more = beyond(portico, reference).filter((line) =>
        /^(handleConnection|broadcast) |"event":"(handleConnection|broadcast)"/.test(line),
      );
      return { portico: someOf(beyond(portico, more)), reference };
    },
  },
  {
    id: 'gateway-streams-end-with-their-client',
    area: 'gateways',
    title:
      'A client disconnects while a handler runs or streams, and a custom adapter subscribes to the results itself',
    reference: 'The stream continues unless the adapter ends it, and interceptors see its values.',
    portico:
      'The stream ends, and interceptors see nothing more of it. Streams to which the first interceptor has not subscribed do not start.',
    reason: 'No client receives the values.',
    docs: 'websocket-adapters.md#write-an-adapter',
    without: (theCase, difference) =>
      ['own-handlers', 'documented'].includes(theCase.adapter.variant) &&
      /\.trace\.(Gateway|pipes|filters)/.test(difference.path)
        ? withoutEnds(theCase, difference)
        : difference,
  },
  {
    id: 'gateway-messages-after-disconnect',
    area: 'gateways',
    title: 'A client sends several messages at once, and the handler of one disconnects it',
    reference: 'The other messages are handled.',
    portico: 'Later messages are discarded.',
    reason: 'A disconnected client must not reach handlers.',
    docs: 'gateways.md#connections',
    matches: (theCase, difference) => {
      const step = stepOf(theCase, difference);
      return (
        (step === undefined ? difference.path.startsWith('all.') : step.do === 'burst') &&
        messagesIn(theCase, difference).some(({ event }) => disconnects(theCase, event)) &&
        /\.(trace|client|errors)/.test(difference.path) &&
        isPartOf(difference.portico, difference.reference)
      );
    },
    // Together with what only Portico calls.
    without: (theCase, difference) => {
      const step = stepOf(theCase, difference);
      const followed = step?.do === 'burst' ? step.messages.filter(({ event }) => disconnects(theCase, event)) : [];
      const isMeant = followed.some(({ client }) => countOf(step, client) > 1) && difference.path.includes('.trace.');
      const { portico, reference } = difference;
      return isMeant ? { portico, reference: someOf(beyond(reference, beyond(reference, portico))) } : difference;
    },
  },
];

/** Whether messages wait for an asynchronous `handleConnection`, and their client leaves or is disconnected. */
function waitsForConnection(theCase: GatewayCase, difference: Difference): boolean {
  const isAsynchronous = ({ hooks }: Gateway) => hooks.handleConnection && hooks.handleConnection.when !== 'sync';
  const waits = gatewaysOf(theCase, difference).some((gateway) =>
    theCase.gateways.some((other) => isAsynchronous(other) && sharesServer(other, gateway)),
  );
  return waits && /"leave"|"send-and-leave"/.test(JSON.stringify(theCase));
}

/** How many messages of a client a step sends. */
function countOf(step: Step | undefined, client: number): number {
  return step?.do === 'burst' ? step.messages.filter((message) => message.client === client).length : 0;
}

function withoutOutcome(trace: unknown): readonly string[] {
  return linesOf(trace).filter((line) => !/interceptor\d+ (after|failed|completed)| (subscribed|ended)$/.test(line));
}

function withoutEnd(lines: unknown): readonly string[] {
  return linesOf(lines).filter((line) => !/^(close|disconnect) /.test(line));
}

/** Both sides without the ends of streams that only Portico shows, and without what only the reference shows of them later. */
function withoutEnds(theCase: GatewayCase, { path, portico, reference }: Difference): Seen {
  const ends = beyond(portico, reference).filter((line) => / ended$/.test(line));
  const steps = theCase.script.slice(0, Number.parseInt(path, 10) || undefined);
  const hasLeft = steps.some((step) => step.do === 'leave' || step.do === 'send-and-leave');
  const isBegunLater = (path.startsWith('all.') ? steps : steps.slice(-1)).some(
    (step) => step.do === 'send-and-leave' && isIntercepted(theCase, step),
  );
  // What differs only in the number of arguments has its own explanation.
  const isInBoth = (line: string) => linesOf(portico).includes(line.replace(/ 0 more$/, ' 1 more'));
  const later = beyond(reference, portico).filter(
    (line) =>
      !isInBoth(line) &&
      ((hasLeft && OUTCOME.test(line)) || (isBegunLater && (BEHIND.test(line) || !path.includes('.Gateway')))),
  );
  return { portico: someOf(beyond(portico, ends)), reference: someOf(beyond(reference, later)) };
}

/** Whether a message has an interceptor. */
function isIntercepted({ global, gateways }: GatewayCase, { event }: Pick<Message, 'event'>): boolean {
  return gateways.some(({ enhancers, handlers, inherited }) =>
    handlersOf([...handlers, ...inherited], event).some((handler) =>
      [global, enhancers, handler.enhancers].some(({ interceptors }) => interceptors.length > 0),
    ),
  );
}

/** Whether a reply has an event that is not a string, at which a client of socket.io ends the connection: before it sends more. */
function endsItself(theCase: GatewayCase): boolean {
  return theCase.adapter.library === 'socket.io' && /"kind":"reply","event":[^"]/.test(JSON.stringify(theCase));
}

/** What interceptors see of a result. */
const OUTCOME = /interceptor\d+ (after|failed|completed)/;

/** What stands behind the first interceptor. */
const BEHIND = /interceptor\d+ before |^(handler|inherited)\d+ | subscribed$/;
