import { isDeepStrictEqual } from 'node:util';
import type { Enhancers, Gateway, GatewayCase, Handler } from '../case.js';
import { linesOf } from './seen.js';

/**
 * Whether the lines of a trace contain only whole calls of a handler: each of its guards, its interceptors and itself
 * equally often, up to what refuses the call or may refuse it.
 *
 * @param path of the trace of a gateway
 */
export function areWholeCalls(theCase: GatewayCase, path: string, lines: unknown, handler: Handler): boolean {
  const counts = stagesOf(theCase, path, handler).map((stage) => countOf(lines, stage));
  return mayBreakOff(theCase)
    ? counts.every((count, index) => count <= (counts[index - 1] ?? count))
    : new Set(counts).size <= 1;
}

/** Whether two handlers that subscribe to the same messages are called equally often, as far as the lines show that. */
export function areCalledAlike(theCase: GatewayCase, path: string, lines: unknown, one: Handler, other: Handler) {
  const [first, second] = [one, other].map((handler) => stagesOf(theCase, path, handler)[0]);
  if (!isDeepStrictEqual(one.patterns, other.patterns) || !first || !second || mayBreakOff(theCase)) return true;
  return countOf(lines, first) === countOf(lines, second);
}

function countOf(lines: unknown, stage: string): number {
  return linesOf(lines).filter((line) => line.startsWith(stage)).length;
}

/** A client that leaves or is disconnected may take a call with it. */
function mayBreakOff(theCase: GatewayCase): boolean {
  return /"leave"|"send-and-leave"/.test(JSON.stringify(theCase));
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
