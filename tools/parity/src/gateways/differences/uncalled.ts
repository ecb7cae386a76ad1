import type { Difference } from '../../area.js';
import type { Seen } from '../../explained-difference.js';
import type { Gateway, GatewayCase, Handler } from '../case.js';
import { show } from '../make-value.js';
import { areCalledAlike } from '../whole-calls.js';
import {
  clientIn,
  handlerAt,
  handlersOf,
  messagesIn,
  messagesUntil,
  type Sent,
  sharesServer,
  stepOf,
} from './messages.js';
import { repliesOf } from './replies.js';
import { beyond, isEnd, isPartOf, isReceived, type Lines, linesOf, someOf } from './seen.js';

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
        .map((handler): Call => ({ handler, message, gateway })),
    ),
  );
  const replies = isReceived(difference) ? repliesIn(theCase, difference, calls) : undefined;
  if (replies) {
    const isSeen = replies.length > 0 && isPartOf(replies, beyond(portico, reference));
    return isSeen ? { portico: someOf(beyond(portico, replies)), reference } : difference;
  }
  const seen = new Map<string, number>();
  const more = beyond(portico, reference).filter((line) => {
    const most = calls.filter((call) => isOf(theCase, call, path, line)).length;
    const count = (seen.get(line) ?? 0) + 1;
    seen.set(line, count);
    return count <= most || (most > 0 && !ONCE.test(line));
  });
  if (more.length === 0 || !areRegular(theCase, difference, calls)) return difference;
  return { portico: someOf(beyond(portico, more)), reference };
}

/** What a client receives from calls in a step; `undefined` if more than the calls of the step decide that. */
function repliesIn(theCase: GatewayCase, difference: Difference, calls: readonly Call[]): Lines | undefined {
  const { path } = difference;
  const inStep = messagesIn(theCase, difference);
  const step = stepOf(theCase, difference)?.do;
  if ((step !== 'send' && step !== 'burst') || /"(stream|gated|leave|send-and-leave)"/.test(JSON.stringify(theCase)))
    return undefined;
  const replies = calls
    .filter(({ message }) => inStep.includes(message) && message.client === clientIn(path))
    .map(({ handler, message, gateway }) => repliesOf(theCase, gateway, handler, message));
  return replies.every((each) => each !== undefined) ? replies.flat() : undefined;
}

/** Whether handlers that only Portico calls are called as often as others of their message. */
function areRegular(theCase: GatewayCase, { path, portico }: Difference, calls: readonly Call[]): boolean {
  return calls.every(({ handler, message, gateway }) => {
    const isCalled = (other: Handler) => reasonOf(theCase, gateway, other, message) === undefined;
    const others = calledIn(gateway, message).filter(isCalled);
    return others.every((other) => areCalledAlike(theCase, path, linesOf(portico), handler, other));
  });
}

interface Call {
  readonly gateway: Gateway;
  readonly handler: Handler;
  readonly message: Sent;
}

/** What a call shows once. */
const ONCE = /guard\d+ |interceptor\d+ before |^(handler|inherited)\d+ /;

/** Whether a line can be of a call, as far as it says. */
function isOf(theCase: GatewayCase, { handler, message }: Call, path: string, line: string): boolean {
  if (path.endsWith('.errors')) return true;
  if (!path.includes('.trace.')) return !isEnd(line) && message.client === clientIn(path);
  const [, pattern] = / ('\w*'|\{ cmd: 'x' \}) \d more$/.exec(line) ?? [];
  return (
    [undefined, handler].includes(handlerAt(theCase, path, line)) &&
    [undefined, message.client].includes(clientIn(line)) &&
    [undefined, show(message.event)].includes(pattern)
  );
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
