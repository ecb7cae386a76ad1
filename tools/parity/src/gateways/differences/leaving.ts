import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { Gateway, GatewayCase, Message, Step } from '../case.js';
import {
  clientIn,
  discardedAfter,
  disconnects,
  handlersOf,
  isOfMessages,
  messagesIn,
  messagesOf,
  messagesUntil,
  type Sent,
  sharesServer,
  stepOf,
} from './messages.js';
import { beyond, isEnd, isPartOf, isWithin, linesOf, someOf } from './seen.js';

/** What becomes of the messages of clients that leave or are disconnected. */
export const leavingDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-client-leaves-in-handler',
    area: 'gateways',
    title: 'A handler or a guard disconnects its client',
    reference:
      'Whether other handlers of the message, or the interceptors and handlers of messages sent just before it, are still called depends on timing. Interceptors do not see the end of the call, and a stream is subscribed to and then unsubscribed from.',
    portico:
      'Other handlers that have not started may not be called; interceptors and handlers of earlier messages have been called. Interceptors see the result or the error, and a stream is not subscribed to, unless an interceptor was waiting.',
    reason: 'An interceptor that measures or cleans up must see the end of each call.',
    docs: 'gateways.md#guards-pipes-interceptors',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const leaving = messagesIn(theCase, difference).filter(({ event }) => disconnects(theCase, event));
      if (leaving.length === 0) return false;
      if (path.endsWith('.errors')) return isPartOf(reference, portico);
      const earlier = messagesIn(theCase, difference).filter(({ client }) =>
        leaving.some((last) => last.client === client),
      );
      if (path.includes('.trace.')) return isOfEnd(theCase, difference, leaving, earlier);
      // The replies to earlier messages.
      return (
        earlier.length > leaving.length &&
        leaving.some(({ client }) => client === clientIn(path)) &&
        /\.client /.test(path) &&
        isPartOf(reference, portico) &&
        !beyond(portico, reference).some(isEnd)
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
      const discarded = waitingMessages(theCase).filter(({ client }) => mayEnd(theCase, client));
      if (discarded.length === 0 || !isPartOf(portico, reference)) return false;
      if (path.startsWith('all.client ')) return discarded.some(({ client }) => client === clientIn(path));
      const less = beyond(reference, portico);
      return (
        (path.startsWith('all.trace.') && less.every((line) => isOfMessages(theCase, path, line, discarded))) ||
        path === 'all.errors'
      );
    },
    // Where a message that did not wait has disconnected the client before, it does not get what handleConnection and
    // others emit, and cannot send more. Those that wait are handled at once.
    without: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const ending = waitingMessages(theCase).filter(({ event }) => disconnects(theCase, event));
      if (!/^all\.(client |trace)/.test(path) || ending.length === 0) return difference;
      const later = discardedAfter(theCase, messagesIn(theCase, difference));
      const isMeant = (line: string) =>
        path.includes('.trace.')
          ? isOfMessages(theCase, path, line, later)
          : ending.some(({ client }) => client === clientIn(path)) &&
            (/^(handleConnection|broadcast) |"event":"(handleConnection|broadcast)"/.test(line) ||
              (!isEnd(line) && later.some(({ client }) => client === clientIn(path))));
      const more = beyond(portico, reference).filter(isMeant);
      return more.length > 0 ? { portico: someOf(beyond(portico, more)), reference } : difference;
    },
  },
  {
    id: 'gateway-streams-end-with-their-client',
    area: 'gateways',
    title:
      'A client disconnects or is disconnected while a guard or a handler runs or a handler streams, and a custom adapter subscribes to the results itself',
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
      const { path, portico, reference } = difference;
      const discarded = discardedIn(theCase, difference);
      if (discarded.length === 0 || !isPartOf(portico, reference)) return false;
      if (path.includes('.trace.'))
        return beyond(reference, portico).every((line) => isOfMessages(theCase, path, line, discarded));
      const isOfClient = () => discarded.some(({ client }) => client === clientIn(path));
      return path.endsWith('.errors') || (/\.client /.test(path) && isOfClient());
    },
    // Together with what only Portico calls.
    without: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const discarded = path.includes('.trace.') ? discardedIn(theCase, difference) : [];
      const less = beyond(reference, portico).filter(
        (line) => isOfMessages(theCase, path, line, discarded) && !isInBoth(portico, line),
      );
      return { portico, reference: less.length > 0 ? someOf(beyond(reference, less)) : reference };
    },
  },
];

/** The messages that are sent while a `handleConnection` of their client waits for the script. */
function waitingMessages({ gateways, script }: GatewayCase): readonly Sent[] {
  const waiting = new Set<number>();
  return script.flatMap((step) => {
    if (step.do === 'release') waiting.clear();
    if (step.do === 'connect') {
      const entered = gateways[step.gateway % gateways.length]!;
      const isGated = (other: Gateway) =>
        sharesServer(other, entered) && other.hooks.handleConnection?.when === 'gated';
      if (gateways.some(isGated)) waiting.add(step.client);
    }
    return messagesOf(step).filter(({ client }) => client !== undefined && waiting.has(client));
  });
}

/** Whether a client leaves, or something may disconnect it. */
function mayEnd({ gateways, global, script }: GatewayCase, client: number | undefined): boolean {
  const leaves = (step: Step) => (step.do === 'leave' || step.do === 'send-and-leave') && step.client === client;
  return script.some(leaves) || /"leave"/.test(JSON.stringify([gateways, global]));
}

/** The messages at which a client has been disconnected: those of one burst, or of the script where its steps are one. */
function discardedIn(theCase: GatewayCase, difference: Difference): readonly Sent[] {
  const step = stepOf(theCase, difference);
  if (step?.do !== 'burst' && !difference.path.startsWith('all.')) return [];
  return discardedAfter(theCase, messagesIn(theCase, difference));
}

/**
 * Whether only Portico shows to interceptors what became of a call that disconnects its client, or that one of the same
 * client has begun, and only the reference shows a stream of it.
 */
function isOfEnd(
  theCase: GatewayCase,
  { path, portico, reference }: Difference,
  leaving: readonly Sent[],
  earlier: readonly Sent[],
): boolean {
  const isOf = (messages: readonly Sent[]) => (line: string) => isOfMessages(theCase, path, line, messages);
  const isBegun = (line: string) =>
    earlier.length > leaving.length && [BEGIN, CALL, STREAM].some((each) => each.test(line)) && isOf(earlier)(line);
  const seenAtEnd = path.endsWith('.filters') ? /./ : OUTCOME;
  const withoutStreams = (lines: unknown) => linesOf(lines).filter((line) => !STREAM.test(line));
  return (
    seesEnds(theCase, portico) &&
    isWithin(withoutStreams(reference), withoutStreams(portico)) &&
    beyond(portico, reference).every(
      (line) => isBegun(line) || ((seenAtEnd.test(line) || STREAM.test(line)) && isOf(leaving)(line)),
    ) &&
    beyond(reference, portico).every((line) => STREAM.test(line) && isOf(leaving)(line))
  );
}

/** Whether each interceptor that shows it has seen the end of each call that it has seen the begin of. */
function seesEnds(theCase: GatewayCase, trace: unknown): boolean {
  // What does not end, or waits when the client is disconnected, shows no end.
  if (/"never"|"gated"|"interceptors":\[[^\]]*"(micro|tick)"/.test(JSON.stringify(theCase))) return true;
  const count = (seen: RegExp) => {
    const names = linesOf(trace).flatMap((line) => seen.exec(line)?.[1] ?? []);
    return (name: string) => names.filter((each) => each === name).length;
  };
  const begins = count(/^(\S+interceptor\d+) before /);
  const ends = count(/^(\S+interceptor\d+) (?:completed|failed)\b/);
  const showing = linesOf(trace).flatMap(
    (line) => /^(\S+interceptor\d+) (?:after|completed|failed)/.exec(line)?.[1] ?? [],
  );
  return showing.every((name) => begins(name) === ends(name));
}

/** Both sides without the ends of streams that only Portico shows, and without what only the reference shows of them later. */
function withoutEnds(theCase: GatewayCase, difference: Difference): Seen {
  const { path, portico, reference } = difference;
  const ends = beyond(portico, reference).filter((line) => / ended$/.test(line));
  const steps = theCase.script.slice(0, Number.parseInt(path, 10) || undefined);
  const isCut = messagesUntil(theCase, difference).some(({ event }) => disconnects(theCase, event));
  const hasLeft = isCut || steps.some((step) => step.do === 'leave' || step.do === 'send-and-leave');
  const left = (path.startsWith('all.') ? steps : steps.slice(-1)).filter((step) => step.do === 'send-and-leave');
  const cut = messagesIn(theCase, difference).filter(({ event }) => disconnects(theCase, event));
  const begunLater = [...left, ...cut].filter((message) => isIntercepted(theCase, message));
  const isBehind = (line: string) =>
    isOfMessages(theCase, path, line, begunLater) && (BEHIND.test(line) || !path.includes('.Gateway'));
  const later = beyond(reference, portico).filter(
    (line) => !isInBoth(portico, line) && ((hasLeft && OUTCOME.test(line)) || isBehind(line)),
  );
  return { portico: someOf(beyond(portico, ends)), reference: someOf(beyond(reference, later)) };
}

/** Whether a line of the reference differs only in the number of arguments, which has its own explanation. */
function isInBoth(portico: unknown, line: string): boolean {
  return line.endsWith(' 0 more') && linesOf(portico).includes(line.replace(/ 0 more$/, ' 1 more'));
}

/** Whether a message has an interceptor. */
function isIntercepted({ global, gateways }: GatewayCase, { event }: Pick<Message, 'event'>): boolean {
  return gateways.some(({ enhancers, handlers, inherited }) =>
    handlersOf([...handlers, ...inherited], event).some((handler) =>
      [global, enhancers, handler.enhancers].some(({ interceptors }) => interceptors.length > 0),
    ),
  );
}

/** What interceptors see of a result. */
const OUTCOME = /interceptor\d+ (after|failed|completed)/;

/** An interceptor is called. */
const BEGIN = /interceptor\d+ before /;

/** A handler is called. */
const CALL = /^(handler|inherited)\d+ /;

/** Begin and end of a stream. */
const STREAM = / (subscribed|ended)$/;

/** What stands behind the first interceptor. */
const BEHIND = /interceptor\d+ before |^(handler|inherited)\d+ | subscribed$/;
