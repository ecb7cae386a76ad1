import fc from 'fast-check';
import { expect, it } from 'vitest';
import { caseWith, drawnCase } from './arbitrary.js';
import type { GatewayCase } from './case.js';
import { FEATURES, type Feature, features } from './features.js';

const drawn = fc.sample(drawnCase, { seed: 1, numRuns: 300 });

function casesWith(...chosen: Feature[]): GatewayCase[] {
  return drawn.map((each) => caseWith(each, chosen));
}

const has =
  (sign: RegExp) =>
  (theCase: GatewayCase): boolean =>
    sign.test(JSON.stringify(theCase));

const steps = (...kinds: string[]) => has(new RegExp(`"do":"(?:${kinds.join('|')})"`));

it.each<[Feature, (theCase: GatewayCase) => boolean]>([
  ['several gateways', ({ gateways }) => gateways.length > 1],
  ['paths, namespaces and ports', has(/"path"|"namespace"|"port":\d/)],
  ['several handlers of a message', has(/\{"cmd"|"inherited":\[\{/)],
  ['adapters', ({ adapter }) => adapter.variant !== 'plain'],
  ['hooks', has(/"(?:afterInit|handleConnection|handleDisconnect)"/)],
  ['asynchronous work', has(/"kind":"promise"|"do":"release"/)],
  ['failures', has(/"kind":"throw"/)],
  ['streams', has(/"kind":"stream"/)],
  ['acknowledgements by hand', has(/"kind":"ack"|"from":"ack"/)],
  ['unusual values', has(/"\$"|"(?:value|data)":(?:null|false|0|""|\[\]|\{\})/)],
  ['guards', has(/"guards":\[\{/)],
  ['interceptors', has(/"interceptors":\[\{/)],
  ['pipes', has(/"pipes":\[\{/)],
  ['filters', has(/"filters":\[\{/)],
  ['request scope', has(/"scope":"request"/)],
  ['leaving clients', steps('leave', 'send-and-leave')],
  ['disconnections', has(/"kind":"leave"/)],
  ['bursts', steps('burst')],
  ['frames and polling', has(/"do":"frame"|"polling"/)],
  ['closing with clients', ({ closeFirst }) => closeFirst],
])('only cases with “%s” have it', (feature, isThere) => {
  const others = FEATURES.filter((other) => other !== feature && !(feature === 'failures' && other === 'filters'));
  expect(casesWith(...others).filter(isThere)).toHaveLength(0);
  expect(casesWith(feature).some(isThere)).toBe(true);
});

it.each<[Feature, Feature, RegExp]>([
  ['guards', 'asynchronous work', /"guards":\[\{"does":"\w+","when":"(?:micro|tick|observable)"/],
  ['guards', 'disconnections', /"guards":\[\{"does":"leave"/],
  ['guards', 'failures', /"guards":\[\{"does":"throw"/],
  ['interceptors', 'asynchronous work', /"interceptors":\[\{"does":"[\w-]+","when":"(?:micro|tick)"/],
  ['interceptors', 'failures', /"interceptors":\[\{"does":"(?:throw|fail-after)"/],
  ['pipes', 'asynchronous work', /"pipes":\[\{"does":"[\w-]+","when":"(?:micro|tick)"/],
  ['filters', 'asynchronous work', /"filters":\[\{"catches":"\w+","does":"[\w-]+","when":"(?:micro|tick)"/],
  ['filters', 'failures', /"filters":\[\{"catches":"\w+","does":"(?:throw|rethrow)"/],
  ['hooks', 'asynchronous work', /"handle\w+":\{"does":"\w+","when":"gated"/],
  ['hooks', 'failures', /"handle\w+":\{"does":"throw"/],
  ['hooks', 'disconnections', /"handleConnection":\{"does":"leave"/],
  ['streams', 'failures', /"end":\{"type"/],
])('only cases with “%s” and “%s” have both at once', (one, other, sign) => {
  expect([...casesWith(one), ...casesWith(other)].filter(has(sign))).toHaveLength(0);
  expect(casesWith(one, other).some(has(sign))).toBe(true);
});

it('draws each three features together, and at most four', () => {
  const chosen = fc.sample(features, { seed: 1, numRuns: 20_000 });
  const triples = new Set(
    chosen.flatMap((of) =>
      of.flatMap((a, i) => of.slice(i + 1).flatMap((b, j) => of.slice(i + j + 2).map((c) => [a, b, c].join()))),
    ),
  );
  const n = FEATURES.length;
  expect(triples.size).toBe((n * (n - 1) * (n - 2)) / 6);
  expect(Math.max(...chosen.map(({ length }) => length))).toBe(4);
});
