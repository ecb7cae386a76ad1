import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { Gateway, GatewayCase, Message } from '../case.js';
import { allHandlers, disconnects, gatewaysOf, handlersOf, messagesIn, stepOf } from './messages.js';
import { beyond, crashes, isPartOf, isReceived, isSameWithout, linesOf } from './seen.js';

/** What hooks and the end of a client do. */
export const hookDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-hook-fails',
    area: 'gateways',
    title: '`afterInit`, `handleConnection` or `handleDisconnect` throws or rejects',
    reference: 'The process crashes with an uncaught exception or an unhandled rejection',
    portico: 'The failure is logged as an error, and the application goes on',
    reason: 'One client must not be able to end the connections of all others.',
    docs: 'errors.md#portico_ws_hook',
    matches: crashes(/Gateway\d+\.(afterInit|handleConnection|handleDisconnect) failed/),
  },
  {
    id: 'gateway-hook-fails-per-connection',
    area: 'gateways',
    title: '`handleConnection` or `handleDisconnect` of a request-scoped gateway throws or rejects',
    reference: 'The client gets an `exception` that holds the request with its socket and headers',
    portico: 'The failure is logged, as with other gateways',
    reason: 'Nothing of the inside of the server is sent to clients.',
    docs: 'errors.md#portico_ws_hook',
    matches: ({ gateways }, difference) => {
      const fails = gateways.some(
        ({ scope, hooks }) =>
          scope === 'request' &&
          [hooks.handleConnection, hooks.handleDisconnect].some((hook) => hook?.does === 'throw'),
      );
      if (!fails) return false;
      if (difference.path.endsWith('.errors'))
        return isSameWithout(difference, /WsExceptionsHandler: .*\.(handleConnection|handleDisconnect) failed/);
      // Its filters get the failure, and may fail, too.
      return (
        crashes(/^Error: (Gateway\d+|global)\.filter\d+ failed/)(undefined, difference) ||
        (isReceived(difference) && isSameWithout(difference, /^exception|"event":"exception"/))
      );
    },
  },
  {
    id: 'gateway-disconnects-in-connection',
    area: 'gateways',
    title: 'With socket.io, `handleConnection` disconnects the client before it returns',
    reference: '`handleDisconnect` is not called',
    portico: '`handleDisconnect` is called',
    reason: 'What `handleConnection` has set up has to be disposed of for every client.',
    docs: 'gateways.md#connections',
    matches: ({ adapter, gateways }, difference) =>
      adapter.library === 'socket.io' &&
      gateways.some(
        ({ hooks }) => hooks.handleConnection?.does === 'leave' && hooks.handleConnection.when === 'sync',
      ) &&
      /\.hooks\.|\.trace\.adapter$/.test(difference.path) &&
      isSameWithout(difference, /\.handleDisconnect|^disconnects /) &&
      isPartOf(difference.reference, difference.portico),
    without: ({ adapter, gateways }, difference) =>
      adapter.library === 'socket.io' &&
      gateways.some(
        ({ hooks }) => hooks.handleConnection?.does === 'leave' && hooks.handleConnection.when === 'sync',
      ) &&
      difference.path.endsWith('.trace.adapter')
        ? { portico: withoutDisconnections(difference), reference: difference.reference }
        : difference,
  },
  {
    id: 'gateway-emits-after-disconnection',
    area: 'gateways',
    title:
      '`handleConnection` of one gateway disconnects the client, and that of another gateway of the same server emits to it',
    reference:
      'The client may get the event: which of the two comes first depends on their scopes, and on whether the namespace is written as `/` or left out',
    portico:
      'The hooks are called in the order of the gateways, and a client that has been disconnected gets nothing more',
    reason: 'A client that has been disconnected receives nothing, whatever the reason.',
    docs: 'gateways.md#connections',
    matches: (theCase, difference) => {
      const does = (what: string) => theCase.gateways.filter(({ hooks }) => hooks.handleConnection?.does === what);
      const meets = does('leave').some((one) => does('emit').some((other) => sharesServer(one, other)));
      return (
        meets && isReceived(difference) && isSameWithout(difference, /^handleConnection |"event":"handleConnection"/)
      );
    },
  },
  {
    id: 'gateway-disconnect-waits-for-connection',
    area: 'gateways',
    title: 'A client leaves while an asynchronous `handleConnection` is at work',
    reference: '`handleDisconnect` is called in the meantime',
    portico: '`handleDisconnect` is called when `handleConnection` has settled',
    reason: '`handleDisconnect` can dispose of what `handleConnection` has set up.',
    docs: 'gateways.md#connections',
    matches: ({ gateways }, difference) =>
      gateways.some(({ hooks }) => hooks.handleConnection && hooks.handleConnection.when !== 'sync') &&
      difference.path.includes('.hooks.') &&
      isSameWithout(difference, /\.handleDisconnect/),
  },
  {
    id: 'gateway-client-leaves-in-handler',
    area: 'gateways',
    title: 'A handler or a guard disconnects its client',
    reference:
      'Which other handlers of the message are still called depends on the moment; interceptors do not learn what became of the call, and a stream is subscribed, and ended at once',
    portico:
      'Handlers of the message that have not begun may not be called either; interceptors see the result or the error, and a stream is not subscribed',
    reason: 'An interceptor that measures or cleans up has to see the end of each call.',
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
        (isPartOf(withoutEnd(portico), reference) || isPartOf(withoutEnd(reference), portico))
      );
    },
  },
  {
    id: 'gateway-messages-wait',
    area: 'gateways',
    title:
      'Messages come while an asynchronous `handleConnection` is at work, and the client leaves or is disconnected',
    reference: 'They have been handled at once',
    portico: 'They wait, and are discarded with the client',
    reason: 'A client that `handleConnection` refuses must not reach handlers.',
    docs: 'gateways.md#connections',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!waitsForConnection(theCase, difference)) return false;
      // What is discarded is logged.
      return path === 'all.errors'
        ? isPartOf(portico, reference) || isPartOf(reference, portico)
        : /^all\.(client|trace)/.test(path) && isPartOf(portico, reference);
    },
    // What handleConnection emits arrives, where a message that did not wait has disconnected the client before.
    without: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!/^all\.client /.test(path) || !waitsForConnection(theCase, difference)) return difference;
      const more = beyond(portico, reference).filter((line) =>
        /^handleConnection |"event":"handleConnection"/.test(line),
      );
      return { portico: someOf(beyond(portico, more)), reference };
    },
  },
  {
    id: 'gateway-streams-end-with-their-client',
    area: 'gateways',
    title:
      'A client leaves while a handler streams or is at work, and a custom adapter subscribes to the results itself',
    reference: 'The stream goes on, unless the adapter ends it; interceptors see what comes of it',
    portico:
      'The stream ends; interceptors see nothing more of it. What the first interceptor has not subscribed to by then does not begin',
    reason: 'Nobody receives it.',
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
    reference: 'The others are handled all the same',
    portico: 'Messages that follow are discarded',
    reason: 'A client that has been disconnected must not reach handlers.',
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
  },
  {
    id: 'gateway-emits-at-the-end',
    area: 'gateways',
    title: '`handleDisconnect` emits to its client while the application closes, with socket.io',
    reference: 'The event may arrive',
    portico: 'The connection is closed by then, as when a client leaves',
    reason: 'A client that has been disconnected receives nothing, whatever the reason.',
    docs: 'gateways.md#connections',
    without: ({ adapter }, difference) =>
      adapter.library === 'socket.io' && /^(close|all)\.client /.test(difference.path)
        ? { portico: difference.portico, reference: withoutHookEvents(difference) }
        : difference,
  },
  {
    id: 'ws-clients-are-closed',
    area: 'gateways',
    title: 'With ws, the application closes while clients are connected',
    reference: 'Connections are cut: clients see 1006',
    portico: 'Connections are closed with 1012',
    reason: 'Clients learn that the server goes away, and can connect again.',
    docs: 'websocket-adapters.md#closing',
    without: ({ adapter }, difference) =>
      adapter.library === 'ws' && /^(close|all)\.(client|hooks|probe)/.test(difference.path)
        ? { portico: withoutGoingAway(difference.portico), reference: difference.reference }
        : difference,
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

function sharesServer(one: Gateway, other: Gateway): boolean {
  const serverOf = ({ port, path, namespace }: Gateway) => [port, withSlash(path), withSlash(namespace)].join(' ');
  return serverOf(one) === serverOf(other);
}

/** Without a namespace a gateway is at `/`, and a slash at the start makes no difference. */
function withSlash(name: string | undefined): string {
  return /^[~%]/.test(name ?? '') ? String(name) : `/${name?.replace(/^\//, '') ?? ''}`;
}

function withoutOutcome(trace: unknown): readonly string[] {
  return linesOf(trace).filter((line) => !/interceptor\d+ (after|failed|completed)| (subscribed|ended)$/.test(line));
}

function withoutEnd(lines: unknown): readonly string[] {
  return linesOf(lines).filter((line) => !/^(close|disconnect) /.test(line));
}

function withoutGoingAway(lines: unknown): unknown {
  return Array.isArray(lines)
    ? lines.map((line: string) => line.replace('1012 The server is closing', '1006 ').replace(' 1012', ' 1006'))
    : lines;
}

/** Both sides without the ends of streams that only Portico shows, and without what only the reference shows of them later. */
function withoutEnds(theCase: GatewayCase, { path, portico, reference }: Difference): Seen {
  const ends = beyond(portico, reference).filter((line) => / ended$/.test(line));
  const steps = theCase.script.slice(0, Number.parseInt(path, 10) || undefined);
  const hasLeft = steps.some((step) => step.do === 'leave' || step.do === 'send-and-leave');
  const isBegunLater = (path.startsWith('all.') ? steps : steps.slice(-1)).some(
    (step) => step.do === 'send-and-leave' && isIntercepted(theCase, step),
  );
  const later = beyond(reference, portico).filter(
    (line) => (hasLeft && OUTCOME.test(line)) || (isBegunLater && (BEHIND.test(line) || !path.includes('.Gateway'))),
  );
  return { portico: someOf(beyond(portico, ends)), reference: someOf(beyond(reference, later)) };
}

function someOf(lines: readonly string[]): readonly string[] | undefined {
  return lines.length > 0 ? lines : undefined;
}

/** Whether a message has an interceptor. */
function isIntercepted({ global, gateways }: GatewayCase, { event }: Pick<Message, 'event'>): boolean {
  return gateways.some(({ enhancers, handlers, inherited }) =>
    handlersOf([...handlers, ...inherited], event).some((handler) =>
      [global, enhancers, handler.enhancers].some(({ interceptors }) => interceptors.length > 0),
    ),
  );
}

/** What stands behind the first interceptor. */
const BEHIND = /interceptor\d+ before |^(handler|inherited)\d+ | subscribed$/;

/** What interceptors see of a result. */
const OUTCOME = /interceptor\d+ (after|failed|completed)/;

/** What Portico shows without the ends of clients whose end the reference has not noticed. */
function withoutDisconnections({ portico, reference }: Difference): unknown {
  const more = beyond(portico, reference).filter(
    (line) => /^disconnects /.test(line) && !linesOf(reference).includes(line),
  );
  return someOf(beyond(portico, more));
}

function withoutHookEvents({ portico, reference }: Difference): unknown {
  const late = beyond(reference, portico).filter((line) => line.startsWith('handleDisconnect '));
  // By polling such an event is the reply to a request, after which the client asks for more, and is refused.
  const kept = beyond(reference, late).map((line) =>
    late.length > 0 ? line.replace('transport error', 'transport close') : line,
  );
  return kept.length > 0 ? kept : undefined;
}
