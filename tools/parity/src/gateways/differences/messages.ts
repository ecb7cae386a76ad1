import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../../area.js';
import type { Filter, Gateway, GatewayCase, Handler, Message, Pattern, Step } from '../case.js';

/** The messages of a case and who gets them. */

export type Sent = Pick<Message, 'event'> & Partial<Pick<Message, 'client' | 'args' | 'ack'>>;

/** The step of the script that a difference was seen in; none for the start, the probe and the end. */
export function stepOf({ script }: GatewayCase, { path }: Difference): Step | undefined {
  return script[Number.parseInt(path, 10) - 1];
}

/** The messages that have been sent by the step in which a difference was seen: a stream goes on in later steps. */
export function messagesUntil(theCase: GatewayCase, { path }: Difference): readonly Sent[] {
  const end = Number.parseInt(path, 10);
  return theCase.script.slice(0, Number.isNaN(end) ? undefined : end).flatMap(messagesOf);
}

/** The messages of the step in which a difference was seen; all of them if that is no step of the script. */
export function messagesIn(theCase: GatewayCase, difference: Difference): readonly Sent[] {
  const step = stepOf(theCase, difference);
  return step ? messagesOf(step) : theCase.script.flatMap(messagesOf);
}

export function messagesOf(step: Step): readonly Sent[] {
  if (step.do === 'frame') return eventOf(step.text, step.client);
  if (step.do === 'burst') return step.messages;
  return step.do === 'send' || step.do === 'send-and-leave' ? [step] : [];
}

function eventOf(frame: string, client: number): readonly Sent[] {
  try {
    return [{ client, event: (JSON.parse(frame) as Message).event }];
  } catch {
    return [];
  }
}

/** The gateways that a difference is about: whose events it is in, or those that its client connects to; or else all. */
export function gatewaysOf({ gateways, script }: GatewayCase, { path }: Difference): readonly Gateway[] {
  const [, kind, index] = /\.(trace\.Gateway|hooks\.Gateway|client |probe )(\d+)/.exec(path) ?? [];
  if (index === undefined) return gateways;
  if (kind !== 'client ') return gateways.slice(Number(index), Number(index) + 1);
  const entered = script.flatMap((step) =>
    step.do === 'connect' && step.client === Number(index) ? [step.gateway % gateways.length] : [],
  );
  return gateways.filter((_, at) => entered.includes(at));
}

export function allHandlers({ gateways }: GatewayCase): readonly Handler[] {
  return gateways.flatMap(({ handlers, inherited }) => [...handlers, ...inherited]);
}

/** The handlers that subscribe to an event. */
export function handlersOf(handlers: readonly Handler[], event: Pattern): readonly Handler[] {
  return handlers.filter(({ patterns }) => patterns.some((each) => isDeepStrictEqual(each, event)));
}

export function filtersOf({ global, gateways }: GatewayCase): readonly Filter[] {
  return [
    global,
    ...gateways.flatMap(({ enhancers, handlers, inherited }) => [
      enhancers,
      ...[...handlers, ...inherited].map((handler) => handler.enhancers),
    ]),
  ].flatMap(({ filters }) => filters);
}

/** The filter that a line of a trace is of. */
export function filterAt({ global, gateways }: GatewayCase, line: string): Filter | undefined {
  const [, level, owner, kind, handler, index] =
    /^(global|Gateway(\d+)(?:Base)?)(?:\.(handler|inherited)(\d+))?\.filter(\d+) /.exec(line) ?? [];
  if (level === undefined) return undefined;
  const gateway = gateways[Number(owner)];
  const handlers = kind === 'inherited' ? gateway?.inherited : gateway?.handlers;
  const { filters = [] } = (kind ? handlers?.[Number(handler)]?.enhancers : (gateway?.enhancers ?? global)) ?? {};
  return filters[Number(index)];
}

/** Whether a handler, one of its guards, or a guard of its gateway disconnects the client. */
export function disconnects(theCase: GatewayCase, event: Pattern): boolean {
  return theCase.gateways.some(({ handlers, inherited, enhancers }) => {
    const called = handlersOf([...handlers, ...inherited], event);
    return called.length > 0 && /"leave"/.test(JSON.stringify([called, enhancers, theCase.global]));
  });
}

/** The messages that clients have sent after one that disconnects them. */
export function discardedAfter(theCase: GatewayCase, messages: readonly Sent[]): readonly Sent[] {
  const gone = new Set<number | undefined>();
  return messages.filter(({ client, event }) => {
    if (gone.has(client)) return true;
    if (disconnects(theCase, event)) gone.add(client);
    return false;
  });
}

/**
 * The handler that a line of a trace is of; `undefined` for a line of an enhancer of a gateway or of the application that
 * does not name it, and where a path is not of a trace.
 */
export function handlerAt({ gateways }: GatewayCase, path: string, line: string): Handler | undefined {
  const [, owner] = /\.trace\.Gateway(\d+)(?:Base)?$/.exec(path) ?? [];
  const [, named = owner] = /\bGateway(\d+)(?:Base)?\.(?:handler|inherited)\d/.exec(line) ?? [];
  const [, kind, index] = /\b(handler|inherited)(\d+)\b/.exec(line) ?? [];
  const { handlers = [], inherited = [] } = gateways[Number(named)] ?? {};
  return (kind === 'handler' ? handlers : inherited)[Number(index)];
}

/** The client that a line of a trace, or a path of what clients receive, is about. */
export function clientIn(text: string): number | undefined {
  const [, index] = / client[- ](\d+)\b/.exec(text) ?? /\.client (\d+)$/.exec(text) ?? [];
  return index === undefined ? undefined : Number(index);
}

/** Whether a line of a trace belongs to one of some messages, as far as it says. */
export function isOfMessages(theCase: GatewayCase, path: string, line: string, messages: readonly Sent[]): boolean {
  const handler = handlerAt(theCase, path, line);
  const client = clientIn(line);
  return messages.some(
    (message) =>
      (handler === undefined || handlersOf([handler], message.event).length > 0) &&
      (client === undefined || message.client === undefined || message.client === client),
  );
}

/** Whether two gateways are at one server, or at one namespace. */
export function sharesServer(one: Gateway, other: Gateway): boolean {
  const serverOf = ({ port, path, namespace }: Gateway) => [port, withSlash(path), withSlash(namespace)].join(' ');
  return serverOf(one) === serverOf(other);
}

/** Without a namespace a gateway is at `/`, and a slash at the start makes no difference. */
function withSlash(name: string | undefined): string {
  return /^[~%]/.test(name ?? '') ? String(name) : `/${name?.replace(/^\//, '') ?? ''}`;
}
