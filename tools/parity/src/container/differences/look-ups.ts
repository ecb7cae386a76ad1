import { isDeepStrictEqual } from 'node:util';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { ContainerCase, ImportCase } from '../case.js';
import { has, questionOf } from '../case-facts.js';
import { isError } from '../compare.js';
import { graphOf } from './cycles-of.js';
import { beyond, namesOf, withoutNumbers } from './events.js';

/** What is found when an application is asked. */
export const lookUpDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  {
    id: 'container-select-dynamic',
    area: 'container',
    title: '`app.select(M)`, where M is imported only as one dynamic module',
    reference: 'Does not find it: the very object has to be passed.',
    portico: 'Finds it by its class.',
    reason: 'There is only one that can be meant.',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      if (difference.reference !== 'unknown module' || question === undefined || !('from' in question)) return false;
      const from = question.from;
      const imports = importsBelow(theCase, 0);
      return (
        theCase.dynamics.some(({ module }) => module === from) &&
        !imports.some((entry) => 'module' in entry && entry.module === from)
      );
    },
  },
  {
    id: 'container-each-promise',
    area: 'container',
    title: '`get(token, { each: true })`, where `useValue` is a promise',
    reference: 'The promise, if nothing injects the value.',
    portico: 'The value.',
    reason: 'Whether something injects it makes no difference.',
    matches: (theCase, difference) =>
      questionOf(theCase, difference)?.ask === 'each' && String(difference.reference).includes('a promise'),
  },
  {
    id: 'container-strict-application',
    area: 'container',
    title: '`app.get(token, { strict: true })`, where `app` is the application itself',
    reference: 'Finds nothing.',
    portico: 'Looks in the root module.',
    reason: 'That is what `app.select(AppModule)` would do.',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      return (
        question !== undefined &&
        'strict' in question &&
        question.strict === true &&
        !('from' in question) &&
        difference.reference === 'unknown element'
      );
    },
  },
  {
    id: 'container-strict-each',
    area: 'container',
    title: '`get(token, { each: true, strict: true })`',
    reference: 'Ignores `strict`.',
    portico: 'Looks in the module alone.',
    reason: 'The option says so. Without it, `each` looks in all modules on both.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      if (question?.ask !== 'each' || question.strict !== true) return false;
      const { portico, reference } = difference;
      return (
        portico === 'unknown element' ||
        reference === 'scoped provider' ||
        beyond(namesOf(portico), namesOf(reference)).length === 0
      );
    },
  },
  {
    id: 'container-resolve-undefined',
    area: 'container',
    title: '`resolve()` of a provider whose factory returns `undefined` or `null`',
    reference: 'Throws as if there were no such provider.',
    portico: 'Resolves to what the factory returns.',
    reason: 'There is such a provider.',
    matches: (_theCase, { portico, reference }) =>
      (portico === 'undefined' || portico === 'null') && reference === 'unknown element',
  },
  {
    id: 'container-create-scoped',
    area: 'container',
    title: '`moduleRef.create(C)` without a context, where C is request-scoped',
    reference: 'Refuses it if it injects a transient provider.',
    portico: 'Makes it, unless something that it injects is made per request.',
    reason: 'The scope of the class itself does not count: it is not a provider of the module here.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      return (
        question?.ask === 'create' &&
        theCase.classes[question.of]?.scope === 'request' &&
        has(theCase, 'transient') &&
        difference.reference === 'scoped provider' &&
        !isError(String(difference.portico))
      );
    },
  },
  {
    id: 'container-create-transient',
    area: 'container',
    title: '`moduleRef.create(C)`, where C injects a transient provider itself and below another one',
    reference: 'Both get one instance.',
    portico: 'Each gets an instance of its own, as at the start.',
    reason: 'Each dependent of a transient provider has its own.',
    docs: 'dependency-injection.md#scopes',
    matches: (theCase, { path, portico, reference }) => {
      const question = theCase.questions[Number(/^(?:answers|question)\.(\d+)/.exec(path)?.[1] ?? -1)];
      return (
        question?.ask === 'create' &&
        !isError(String(portico)) &&
        !isError(String(reference)) &&
        injectsTwice(theCase, question.of) &&
        // The same kinds of objects, and more of them.
        isDeepStrictEqual(new Set(namesOf(portico)), new Set(namesOf(reference))) &&
        namesOf(portico).length >= namesOf(reference).length
      );
    },
  },
  {
    id: 'container-create-property',
    area: 'container',
    title: '`moduleRef.create(C)`, where a property of C is a transient provider',
    reference: 'The property may be `undefined`.',
    portico: 'It gets an instance.',
    reason: 'Properties are injected as parameters are.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, { path, portico, reference }) => {
      const question = theCase.questions[Number(/^(?:answers|question)\.(\d+)/.exec(path)?.[1] ?? -1)];
      if (question?.ask !== 'create' || !has(theCase, 'transient')) return false;
      if (theCase.classes[question.of]!.properties.length === 0) return false;
      if (path.startsWith('question.')) return beyond(withoutNumbers(reference), withoutNumbers(portico)).length === 0;
      const injected = (answer: unknown) => String(answer).match(/\bp\d+: /g) ?? [];
      return (
        beyond(namesOf(reference), namesOf(portico)).length === 0 &&
        beyond(injected(reference), injected(portico)).length === 0 &&
        injected(portico).length > injected(reference).length
      );
    },
  },
  {
    id: 'container-create-unfinished',
    area: 'container',
    title: '`moduleRef.create(C)`, where C injects a transient provider that has dependencies',
    reference: 'C may get the object before its constructor has run, or `undefined`.',
    portico: 'C gets the constructed object.',
    reason: 'A constructor can use what it gets.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, { path, portico, reference }) => {
      const question = theCase.questions[Number(/^(?:answers|question)\.(\d+)/.exec(path)?.[1] ?? -1)];
      const isUnfinished = (seen: unknown) => /unmade |\bundefined\b/.test(JSON.stringify(seen ?? ''));
      return (
        question?.ask === 'create' && has(theCase, 'transient') && isUnfinished(reference) && !isUnfinished(portico)
      );
    },
  },
];

/** The imports of the modules that one leads to. */
export function importsBelow({ modules, dynamics }: ContainerCase, start: number): ImportCase[] {
  const imports = [...modules[start]!.imports];
  const seen = new Set<string>();
  for (const entry of imports) {
    if (seen.has(JSON.stringify(entry))) continue;
    seen.add(JSON.stringify(entry));
    const dynamic = 'dynamic' in entry ? dynamics[entry.dynamic] : undefined;
    const module = 'module' in entry ? entry.module : dynamic!.module;
    imports.push(...modules[module]!.imports, ...(dynamic?.imports ?? []));
  }
  return imports;
}

/** Whether a class injects a transient provider, and something else that injects it, too. */
function injectsTwice(theCase: ContainerCase, index: number): boolean {
  const graph = graphOf(theCase);
  const tokens = graph.dependenciesOf(`C${index}`).map(({ token }) => token);
  return (
    has(theCase, 'transient') &&
    tokens.some((token, at) =>
      tokens.some((other, place) => place !== at && (other === token || graph.reaches(other, token))),
    )
  );
}
