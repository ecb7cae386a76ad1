import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ContainerCase } from './case.js';
import { CaseMaker } from './case-maker.js';
import { type Feature, withFeatures } from './features.js';
import { sketch } from './sketch.js';

function casesWith(...features: Feature[]): string[] {
  const drawn = fc.sample(sketch, { seed: 1, numRuns: 300 });
  return drawn.map((each) => JSON.stringify(new CaseMaker(withFeatures(each, features)).make()));
}

it.each<[Feature, RegExp]>([
  ['forward references', /"forward":true|"form":"forward"/],
  ['transient scope', /"scope":"transient"/],
  ['request scope', /"scope":"request"|"durable"/],
  ['asynchronous factories', /"ticks"/],
  ['empty values', /"(?:null|undefined|zero)"/],
  ['aliases', /"useExisting"/],
  ['global modules', /"global"/],
  ['dynamic modules', /"dynamic":\d/],
  ['lazy modules', /"ask":"load"/],
  ['overrides', /"by":"use/],
  ['failures', /"throws"|"failing"|"rejected"/],
])('only cases with “%s” have it', (feature, sign) => {
  expect(casesWith().filter((each) => sign.test(each))).toEqual([]);
  expect(casesWith(feature).some((each) => sign.test(each))).toBe(true);
});

it('only cases with “tokens provided twice” have it', () => {
  const isProvidedTwice = (each: string): boolean => {
    const { modules } = JSON.parse(each) as {
      modules: { providers: { of?: number; kind: string; token?: string }[] }[];
    };
    const tokens = modules.flatMap(({ providers }) =>
      providers.map(({ kind, of, token }) => (kind === 'class' ? `C${of}` : token)),
    );
    return new Set(tokens).size < tokens.length;
  };
  expect(casesWith().filter(isProvidedTwice)).toEqual([]);
  expect(casesWith('tokens provided twice').some(isProvidedTwice)).toBe(true);
});

it('modules that override others are imported nowhere else, and neither has dynamic modules', () => {
  const cases = casesWith('overrides', 'dynamic modules').map((each) => JSON.parse(each) as ContainerCase);
  const overrides = cases.flatMap(({ modules, dynamics, overrides: all }) =>
    all.flatMap((each) => (each.by === 'useModule' ? [{ ...each, modules, dynamics }] : [])),
  );
  expect(overrides.length).toBeGreaterThan(3);
  for (const { module, instead, modules, dynamics } of overrides) {
    const imports = [...modules, ...dynamics].flatMap((each) => each.imports);
    expect(imports.some((each) => 'module' in each && each.module === instead)).toBe(false);
    expect(dynamics.some((each) => each.module === module || each.module === instead)).toBe(false);
  }
});
