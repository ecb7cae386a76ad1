import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Feature, features, withFeatures } from './features.js';
import { sketch } from './sketch.js';

function casesWith(...chosen: Feature[]): string[] {
  const drawn = fc.sample(sketch, { seed: 1, numRuns: 200 });
  return drawn.map((each) => JSON.stringify(withFeatures(each, chosen)));
}

it.each<[Feature, RegExp]>([
  ['prefixes', /"prefix":\{"path"|"modules":\[\{"path"|"withoutPrefix"/],
  ['versioning', /"version"|"versioning"|"versions"/],
  ['hosts', /"host":"/],
  ['patterns', /"path":(\[|"[^"]*(\*|\{|[^"]\/"))|"withOptional"/],
  ['middleware', /"middleware"|"uses"/],
  ['methods', /"(PUT|PATCH|DELETE|HEAD|OPTIONS)"|"methodNotAllowed"/],
  ['spellings', /"(upper|trailing|double|encoded|dot|badPercent|semicolon|fragment)"|"value":"[^"]*%/],
  ['raw requests', /"raw"|"absolute"/],
  ['parameters', /"parameters"|"pipes"|"query":"(?!\?q=1")/],
  ['guards and interceptors', /"guards"|"interceptors"/],
  ['filters', /"filters"/],
  ['failures', /"(throw\w*|reject)"|"observableError"/],
  ['request scope', /"requestScoped"/],
  ['replies', /"sse"|"buffer"|"code"|"redirect"|"accept"/],
  ['bodies', /"badGzip"|"aborted"|"hugeJson"|"rawBody"/],
  ['uploads', /"upload"|"oneFile"|"noBoundary"/],
  ['CORS', /"cors"|"origin"|"preflight"/],
])('only cases with “%s” have it', (feature, sign) => {
  expect(casesWith().filter((each) => sign.test(each))).toEqual([]);
  expect(casesWith(feature).some((each) => sign.test(each))).toBe(true);
});

it('only cases with “exclusions” have it, in middleware and beside a prefix', () => {
  const sign = /"exclude"/;
  expect(casesWith('middleware', 'prefixes').filter((each) => sign.test(each))).toEqual([]);
  expect(casesWith('middleware', 'exclusions').some((each) => sign.test(each))).toBe(true);
  expect(casesWith('prefixes', 'exclusions').some((each) => sign.test(each))).toBe(true);
});

it('a case has at most four features, and each three are in one', () => {
  const drawn = fc.sample(features, { seed: 1, numRuns: 20_000 });
  expect(Math.max(...drawn.map(({ length }) => length))).toBe(4);
  const triples = new Set(
    drawn.flatMap((of) =>
      of.flatMap((a, i) => of.slice(i + 1).flatMap((b, j) => of.slice(i + j + 2).map((c) => `${a}, ${b}, ${c}`))),
    ),
  );
  const all = new Set(drawn.flat()).size;
  expect(triples.size).toBe((all * (all - 1) * (all - 2)) / 6);
});
