import { isDeepStrictEqual } from 'node:util';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { ContainerCase, ImportCase } from '../case.js';
import { has, questionOf } from '../case-facts.js';
import { isError } from '../compare.js';
import { graphOf } from './cycles-of.js';
import { beyond, isPart, namesOf, withoutNumbers } from './events.js';

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
      return portico === 'unknown element' || beyond(namesOf(portico), namesOf(reference)).length === 0;
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
    reference: 'C may get the object before its constructor has run.',
    portico: 'C gets the constructed object.',
    reason: 'A constructor can use what it gets.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, { path, portico, reference }) => {
      const question = theCase.questions[Number(/^(?:answers|question)\.(\d+)/.exec(path)?.[1] ?? -1)];
      const isUnfinished = (seen: unknown) => JSON.stringify(seen ?? '').includes('unmade ');
      return (
        question?.ask === 'create' && has(theCase, 'transient') && isUnfinished(reference) && !isUnfinished(portico)
      );
    },
  },
  {
    id: 'container-failed-load',
    area: 'container',
    title: 'A module that `LazyModuleLoader` could not load',
    reference:
      'Its providers are there: `get()` finds some of them or says why not, and their hooks run when the application closes.',
    portico: 'Nothing of it is there; it can be loaded again.',
    reason: 'A module is loaded as a whole or not at all.',
    matches: (theCase, { path, portico, reference, traces }) => {
      const loads = theCase.questions.flatMap(({ ask }, index) => (ask === 'load' ? [index] : []));
      const failed = loads.filter((index) => isError(traces?.portico[index] ?? ''));
      if (path.startsWith('close.')) return failed.length > 0 && isPart(portico, reference);
      return (
        (portico === 'unknown element' || portico === 'unknown module') &&
        failed.some((index) => index < Number(path.slice('answers.'.length)))
      );
    },
  },
  {
    id: 'container-lazy-global',
    area: 'container',
    title: 'A lazily loaded module imports a module, and a global module exports a provider with the same token',
    reference: 'Its providers get that of the global module.',
    portico: 'They get that of the imported module, as in modules that are there at the start.',
    reason: 'A module means the same whenever it is loaded.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, { path, portico, reference }) => {
      const eager = modulesBelow(theCase, 0);
      const late = theCase.questions
        .flatMap((each) => (each.ask === 'load' ? [...modulesBelow(theCase, each.module)] : []))
        .filter((module) => !eager.has(module));
      const shared = late.flatMap((module) => globalAndImported(theCase, module));
      if (shared.length === 0) return false;
      const graph = graphOf(theCase);
      const gets = ([name]: RegExpMatchArray) => shared.some((token) => token === name || graph.reaches(name, token));
      const named = (seen: unknown) => [...JSON.stringify(seen ?? '').matchAll(/\b[CS]\d+\b/g)].filter(gets);
      return (
        (isOfLoad(theCase, path) || (path.startsWith('answers.') && !isError(String(portico)))) &&
        named([portico, reference]).length > 0 &&
        headsOf(portico).join() === headsOf(reference).join()
      );
    },
  },
  {
    id: 'container-lazy-get',
    area: 'container',
    title: '`app.get()` and `app.select()` of a lazily loaded module',
    reference: 'Find it only through the `ModuleRef` that loading returned.',
    portico: 'Find it.',
    reason: 'The module is part of the application by then.',
    matches: (theCase, difference) => {
      const { portico, reference } = difference;
      const question = questionOf(theCase, difference);
      if (question === undefined || !theCase.questions.some(({ ask }) => ask === 'load')) return false;
      return (
        reference === 'unknown element' ||
        reference === 'unknown module' ||
        // Of several, those of other modules.
        (question.ask === 'each' && String(portico).length > String(reference).length)
      );
    },
  },
  {
    id: 'container-lazy-look-up',
    area: 'container',
    title:
      '`get()` and `resolve()` of what `app.select()` returns, or of a `ModuleRef` that is used for the first time, after a module was loaded lazily whose providers have tokens that the application has already',
    reference: 'Find the providers of the loaded module; what was used before finds those of the application.',
    portico: 'Find those of the application. Only the loaded module finds its own.',
    reason: 'Whether something was asked for before the module was loaded makes no difference.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const question = questionOf(theCase, difference);
      if (question === undefined || !('token' in question) || isError(String(reference)) || isError(String(portico)))
        return false;
      const index = Number(path.slice('answers.'.length));
      const loaded = theCase.questions.slice(0, index).flatMap((each) => (each.ask === 'load' ? [each.module] : []));
      const eager = modulesBelow(theCase, 0);
      const late = loaded
        .flatMap((module) => [...modulesBelow(theCase, module)])
        .filter((module) => !eager.has(module));
      const provides = (modules: Iterable<number>) =>
        [...modules].some((module) => providesToken(theCase, module, question.token));
      return provides(eager) && provides(late);
    },
  },
];

/** A module and all that it imports, by their numbers. */
function modulesBelow(theCase: ContainerCase, module: number): ReadonlySet<number> {
  const imported = importsBelow(theCase, module).map((entry) =>
    'module' in entry ? entry.module : theCase.dynamics[entry.dynamic]!.module,
  );
  return new Set([module, ...imported]);
}

function providesToken({ modules, dynamics }: ContainerCase, module: number, token: string): boolean {
  const parts = [modules[module]!, ...dynamics.filter((dynamic) => dynamic.module === module)];
  const provided = parts.flatMap(({ providers }) =>
    providers.map((each) => (each.kind === 'class' ? `C${each.of}` : each.token)),
  );
  return [...provided, ...modules[module]!.controllers.map((controller) => `C${controller}`)].includes(token);
}

/** The imports of the modules that one leads to. */
function importsBelow({ modules, dynamics }: ContainerCase, start: number): ImportCase[] {
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

/** The tokens that a module sees both by its own imports and because a global module exports them. */
function globalAndImported(theCase: ContainerCase, module: number): string[] {
  const own = theCase.modules[module]!.imports.map((entry) =>
    'module' in entry ? entry.module : theCase.dynamics[entry.dynamic]!.module,
  );
  const globals = theCase.modules.flatMap(({ global }, index) => (global ? [index] : []));
  const exported = (index: number) =>
    theCase.modules[index]!.exports.flatMap((entry) => (typeof entry === 'string' ? [entry] : []));
  return globals.flatMap((index) =>
    exported(index).filter((token) => own.some((other) => other !== index && exported(other).includes(token))),
  );
}

function isOfLoad({ questions }: ContainerCase, path: string): boolean {
  return questions[Number(/^question\.(\d+)/.exec(path)?.[1] ?? -1)]?.ask === 'load';
}

/** Events without what was injected, or an answer by its first name. */
function headsOf(seen: unknown): string[] {
  return [seen].flat().map((each) => String(each).replace(/#\d+.*/, ''));
}
