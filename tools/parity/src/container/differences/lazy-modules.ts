import { isDeepStrictEqual } from 'node:util';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { ContainerCase, ImportCase, Token } from '../case.js';
import { isOfLoading, questionOf } from '../case-facts.js';
import { isError, isNearlySameOrder } from '../compare.js';
import { isAnswerOf } from './answers.js';
import { isTransient, tokensOf } from './contexts.js';
import { graphOf } from './cycles-of.js';
import { beyond, headsOf, isPart, withoutNumbers, withoutSingle } from './events.js';
import { moduleOf, type Part, partsBelow, partsLoadedBefore, partsOfReplacements, provides } from './parts.js';

/** What modules are and see that are loaded later. */
export const lazyDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  {
    id: 'container-failed-load',
    area: 'container',
    title: '`LazyModuleLoader` fails to load a module',
    reference:
      'Its providers remain: `get()` finds some of them or reports their error, and their hooks run when the application closes.',
    portico: 'Nothing of the module remains, and it can be loaded again.',
    reason: 'A module is loaded completely or not at all.',
    matches: (theCase, difference) => {
      const { path, portico, reference, traces } = difference;
      const failed = theCase.questions.flatMap((each, index) =>
        each.ask === 'load' && isError(traces?.portico[index] ?? '') ? [{ index, module: each.module }] : [],
      );
      if (path.startsWith('close.')) return failed.length > 0 && isPart(portico, reference);
      const question = questionOf(theCase, difference);
      if (question === undefined || !('from' in question || 'token' in question)) return false;
      const left = failed
        .filter(({ index }) => index < Number(path.slice('answers.'.length)))
        .flatMap(({ module }) => [...partsBelow(theCase, module)]);
      if (portico === 'unknown module')
        return 'from' in question && left.some((part) => moduleOf(theCase, part) === question.from);
      return portico === 'unknown element' && 'token' in question && provides(theCase, left, question.token);
    },
  },
  {
    id: 'container-lazy-global',
    area: 'container',
    title: 'A lazily loaded module imports a module, and a global module exports a provider with the same token',
    reference:
      'Its providers receive the provider of the global module, and the hooks of transient instances of it may not run.',
    portico: 'They receive the provider of the imported module, as at start-up.',
    reason: 'A module behaves the same whenever it is loaded.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const late = partsLoadedBefore(theCase, theCase.questions.length);
      const shared = late.flatMap((part) => globalAndImported(theCase, part));
      if (shared.length === 0) return false;
      const graph = graphOf(theCase);
      const gets = ([name]: RegExpMatchArray) => shared.some((token) => token === name || graph.reaches(name, token));
      const named = (seen: unknown) => [...JSON.stringify(seen ?? '').matchAll(/\b[CS]\d+\b/g)].filter(gets);
      if (path.startsWith('close.')) {
        const isOfTransient = (event: string) =>
          tokensOf(theCase, event).some((token) => shared.includes(token) && isTransient(theCase, token));
        const rest = withoutSingle(difference, isOfTransient, () => false);
        return !isDeepStrictEqual(rest.portico, portico) && isDeepStrictEqual(rest.portico, rest.reference);
      }
      return (
        (isOfLoading(theCase, path) || (path.startsWith('answers.') && !isError(String(portico)))) &&
        named([portico, reference]).length > 0 &&
        (path.endsWith('.order')
          ? isNearlySameOrder(headsOf(portico), headsOf(reference))
          : headsOf(portico).join() === headsOf(reference).join())
      );
    },
  },
  {
    id: 'container-lazy-global-module',
    area: 'container',
    title:
      'A global module is loaded lazily and exports a dependency of C: `moduleRef.create(C)` after that, or C in another module that is loaded with it',
    reference: 'The dependency is missing.',
    portico: 'C receives the provider of the global module.',
    reason: 'The module is part of the application.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const question = questionOf(theCase, difference);
      if (question === undefined || reference !== 'unknown dependency' || isError(String(portico))) return false;
      if (question.ask !== 'create' && question.ask !== 'load') return false;
      const graph = graphOf(theCase);
      const needing = question.ask === 'create' ? [`C${question.of}`] : graph.tokens();
      const questions = Number(path.slice('answers.'.length)) + (question.ask === 'load' ? 1 : 0);
      return partsLoadedBefore(theCase, questions)
        .filter((part) => isGlobal(theCase, part))
        .flatMap((part) => exportsOf(theCase, part))
        .some((token) => needing.some((each) => each !== token && graph.reaches(each, token)));
    },
  },
  {
    id: 'container-lazy-get',
    area: 'container',
    title: '`app.get()` and `app.select()` for a lazily loaded module',
    reference: 'It is found only through the `ModuleRef` that loading returned.',
    portico: 'It is found.',
    reason: 'The module is part of the application.',
    matches: (theCase, difference) => {
      const { portico, reference } = difference;
      const question = questionOf(theCase, difference);
      if (question === undefined || !('from' in question || 'token' in question)) return false;
      const late = partsLoadedBefore(theCase, Number(difference.path.slice('answers.'.length)));
      if (!isAnswerOf(theCase, question, portico)) return false;
      if (reference === 'unknown module')
        return 'from' in question && late.some((part) => moduleOf(theCase, part) === question.from);
      if (!('token' in question) || !provides(theCase, late, question.token)) return false;
      // Of several, those of other modules.
      return (
        reference === 'unknown element' ||
        (question.ask === 'each' && String(portico).length > String(reference).length)
      );
    },
  },
  {
    id: 'container-lazy-look-up',
    area: 'container',
    title:
      '`get()` and `resolve()` of the result of `app.select()`, or of a `ModuleRef` on first use, after a module with tokens that the application already has was loaded lazily',
    reference:
      'They find the providers of the loaded module. A `ModuleRef` that was used before finds those of the application.',
    portico: 'They find the providers of the application. Only the loaded module finds its own.',
    reason: 'The result does not depend on earlier look-ups.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const index = Number(/^(?:answers|question)\.(\d+)/.exec(path)?.[1] ?? -1);
      const question = theCase.questions[index];
      if (question === undefined || !('token' in question) || isError(String(reference)) || isError(String(portico)))
        return false;
      const { token } = question;
      const isOfBoth =
        provides(theCase, [...partsBelow(theCase, 0), ...partsOfReplacements(theCase)], token) &&
        provides(theCase, partsLoadedBefore(theCase, index), token);
      if (path.startsWith('answers.')) return isOfBoth;
      // Another provider is constructed.
      const graph = graphOf(theCase);
      const isBelow = (each: Token) => each === token || graph.reaches(token, each);
      const [own, other] = [withoutNumbers(portico), withoutNumbers(reference)];
      return (
        isOfBoth &&
        [...beyond(own, other), ...beyond(other, own)].every((event) => tokensOf(theCase, event).some(isBelow))
      );
    },
  },
];

/** The tokens that a part sees both by its own imports and because a global module exports them. */
function globalAndImported(theCase: ContainerCase, part: Part): Token[] {
  const { modules, dynamics } = theCase;
  const own = importsOf(theCase, part).map((entry) => ('module' in entry ? `M${entry.module}` : `D${entry.dynamic}`));
  const parts = [...modules.map((_, index) => `M${index}`), ...dynamics.map((_, index) => `D${index}`)];
  return parts
    .filter((other) => isGlobal(theCase, other))
    .flatMap((global) =>
      exportsOf(theCase, global).filter((token) =>
        own.some((other) => other !== global && exportsOf(theCase, other).includes(token)),
      ),
    );
}

function isGlobal(theCase: ContainerCase, part: Part): boolean {
  const dynamic = part.startsWith('D') && theCase.dynamics[Number(part.slice(1))]!.global === true;
  return dynamic || theCase.modules[moduleOf(theCase, part)]!.global === true;
}

/** What a part imports: a dynamic module has the imports of its class, too. */
function importsOf(theCase: ContainerCase, part: Part): readonly ImportCase[] {
  const dynamic = part.startsWith('D') ? theCase.dynamics[Number(part.slice(1))]!.imports : [];
  return [...theCase.modules[moduleOf(theCase, part)]!.imports, ...dynamic];
}

/** The tokens that a part exports, with those of the modules that it exports. */
function exportsOf(theCase: ContainerCase, part: Part, seen = new Set<Part>()): readonly Token[] {
  if (seen.has(part)) return [];
  seen.add(part);
  const { modules, dynamics } = theCase;
  const dynamic = part.startsWith('D') ? dynamics[Number(part.slice(1))]!.exports : [];
  return [...modules[moduleOf(theCase, part)]!.exports, ...dynamic].flatMap((entry) => {
    if (typeof entry !== 'string') return exportsOf(theCase, `D${entry.dynamic}`, seen);
    return /^M\d/.test(entry) ? [entry, ...exportsOf(theCase, entry, seen)] : [entry];
  });
}
