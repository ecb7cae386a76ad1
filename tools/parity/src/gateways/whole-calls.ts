import { isDeepStrictEqual } from 'node:util';
import type { Enhancers, Gateway, GatewayCase, Handler } from './case.js';
import { handlersOf, type Sent } from './differences/messages.js';
import type { Lines } from './differences/seen.js';

/**
 * What a trace of a gateway must not show, whatever the reference shows: a handler without its guards and interceptors or
 * before them, or more often than its messages; an interceptor that does not see the end of a call; a stream that does
 * not end.
 *
 * @param path of the trace
 * @param messages that may have caused it
 * @param inOrder whether the lines are in the order in which they were recorded
 */
export function isImpossible(
  theCase: GatewayCase,
  path: string,
  lines: Lines,
  messages: readonly Sent[],
  inOrder: boolean,
): boolean {
  const gateway = theCase.gateways[Number(/\.trace\.Gateway(\d+)(?:Base)?$/.exec(path)?.[1])];
  if (!gateway) return false;
  const isWhole = (counts: readonly number[]): boolean =>
    counts.every((count, index) => count <= (counts[index - 1] ?? count));
  const parts = inOrder ? lines.map((_, index) => lines.slice(0, index + 1)) : [lines];
  const handlers = [...gateway.handlers, ...gateway.inherited].map((handler) => ({
    stages: stagesOf(theCase, path, handler),
    most: messages.filter(({ event }) => handlersOf([handler], event).length > 0).length,
  }));
  const ends = endsIn(theCase, gateway, lines);
  return (
    handlers.some(({ stages, most }) => {
      const counts = stages.map((stage) => countOf(lines, stage));
      const isBroken = !mayBreakOff(theCase) && new Set(counts).size > 1;
      return isBroken || (counts[0] ?? 0) > most;
    }) ||
    parts.some((part) => handlers.some(({ stages }) => !isWhole(stages.map((stage) => countOf(part, stage))))) ||
    (!mayWait(theCase) &&
      (parts.some((part) => ends.some(({ begin, end }) => countOf(part, end) > countOf(part, begin))) ||
        (!mayBreakOff(theCase) &&
          ends.some(({ begin, end, isSure }) => isSure && countOf(lines, end) !== countOf(lines, begin)))))
  );
}

/** Whether two handlers that subscribe to the same messages are called equally often, as far as the lines show that. */
export function areCalledAlike(theCase: GatewayCase, path: string, lines: Lines, one: Handler, other: Handler) {
  const [first, second] = [one, other].map((handler) => stagesOf(theCase, path, handler)[0]);
  if (!isDeepStrictEqual(one.patterns, other.patterns) || !first || !second || mayBreakOff(theCase)) return true;
  return countOf(lines, first) === countOf(lines, second);
}

function countOf(lines: Lines, stage: string | RegExp): number {
  return lines.filter((line) => (typeof stage === 'string' ? line.startsWith(stage) : stage.test(line))).length;
}

/** A client that leaves or is disconnected may take a call with it. */
function mayBreakOff(theCase: GatewayCase): boolean {
  return /"leave"|"send-and-leave"/.test(JSON.stringify(theCase));
}

/** Whether calls may end in a later step, or not before their client leaves. */
function mayWait(theCase: GatewayCase): boolean {
  return /"never"|"gated"/.test(JSON.stringify(theCase));
}

interface End {
  readonly begin: string;
  readonly end: RegExp;
  /** Whether it always comes. */
  readonly isSure: boolean;
}

/** How the streams and the interceptors that show it begin and end. */
function endsIn(theCase: GatewayCase, gateway: Gateway, lines: Lines): readonly End[] {
  const owner = `Gateway${theCase.gateways.indexOf(gateway)}`;
  const levels: readonly (readonly [string, Enhancers])[] = [
    ['global', theCase.global],
    [owner, gateway.enhancers],
    ...gateway.handlers.map(({ enhancers }, at) => [`${owner}.handler${at}`, enhancers] as const),
    ...gateway.inherited.map(({ enhancers }, at) => [`${owner}Base.inherited${at}`, enhancers] as const),
  ];
  const interceptors = levels.flatMap(([level, { interceptors }]) =>
    interceptors.flatMap(({ does }, at) => (does === 'pass' ? [`${level}.interceptor${at}`] : [])),
  );
  const streams = new Set(lines.flatMap((line) => /^(\S+) (?:subscribed|ended)$/.exec(line)?.[1] ?? []));
  // What fails outside unsubscribes from what is inside, and a stream that throws while it is subscribed to has no end.
  const text = JSON.stringify(theCase);
  const failsOutside = /"fail-after"|"\$":"(bigint|circular|throwing-json)"/.test(text);
  return [
    ...interceptors.map((name) => ({
      begin: `${name} before `,
      end: new RegExp(`^${name} (?:completed|failed)`),
      isSure: !failsOutside,
    })),
    ...[...streams].map((name) => ({
      begin: `${name} subscribed`,
      end: new RegExp(`^${name} ended`),
      isSure: !failsOutside && !text.includes('"kind":"throw"'),
    })),
  ];
}

/** The beginnings of the lines that each call of a handler has, in order, as far as they name the handler. */
function stagesOf(theCase: GatewayCase, path: string, handler: Handler): readonly string[] {
  const [, index, base] = /\.trace\.Gateway(\d+)(Base)?$/.exec(path) ?? [];
  const gateway = theCase.gateways[Number(index)];
  const name = gateway && nameOf(gateway, handler);
  if (!name) return [];
  const owner = `Gateway${index}`;
  const levels: readonly (readonly [string, Enhancers])[] = [
    ['global', theCase.global],
    [owner, gateway.enhancers],
    [`${owner}${name.startsWith('inherited') ? 'Base' : ''}.${name}`, handler.enhancers],
  ];
  const stages: string[] = [];
  const isRefused = (): boolean => {
    for (const [level, { guards }] of levels)
      for (const [at, { does }] of guards.entries()) {
        stages.push(`${level}.guard${at} ${name} `);
        if (does !== 'pass') return true;
      }
    for (const [level, { interceptors }] of levels)
      for (const [at, { does }] of interceptors.entries()) {
        if (level.endsWith(name)) stages.push(`${level}.interceptor${at} before `);
        if (does === 'throw' || does === 'replace' || does === 'empty') return true;
      }
    const pipes = [...levels.flatMap(([, each]) => each.pipes), ...handler.parameters.flatMap((each) => each.pipes)];
    return pipes.some(({ does }) => does === 'throw' || does === 'parse-int');
  };
  const isCalled = !isRefused();
  const isInherited = name.startsWith('inherited');
  if (base) return isCalled && isInherited ? [`${name} `] : [];
  return isCalled && !isInherited ? [...stages, `${name} `] : stages;
}

function nameOf({ handlers, inherited }: Gateway, handler: Handler): string | undefined {
  const own = handlers.indexOf(handler);
  if (own >= 0) return `handler${own}`;
  const at = inherited.indexOf(handler);
  return at >= 0 ? `inherited${at}` : undefined;
}
