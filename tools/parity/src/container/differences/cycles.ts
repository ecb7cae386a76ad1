import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { ContainerCase, Token } from '../case.js';
import { dependenciesOf, has, questionOf, usesContexts } from '../case-facts.js';
import { isError, isNearlySameOrder } from '../compare.js';
import { isRight } from './answers.js';
import { isTransient, namesOf, tokensOf } from './contexts.js';
import { forwardFactories, graphOf, hasForwardCycle, isMadeByFactory } from './cycles-of.js';
import {
  beyond,
  finished,
  inOrderOf,
  sameEvents,
  withoutFactories,
  withoutNumber,
  withoutNumbers,
  withoutSingle,
} from './events.js';

/** Errors that Portico finds in the graph, before anything is constructed. */
const IN_THE_GRAPH = new Set(['unknown dependency', 'undefined dependency', 'circular dependency', 'unknown export']);

/** Cycles, forward references and what is missing. */
export const cycleDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  {
    id: 'container-graph-first',
    area: 'container',
    title: 'A dependency is missing or circular',
    reference:
      'Start-up fails while other providers are being constructed. For request-scoped providers, the request fails.',
    portico: 'Start-up fails before anything is constructed, even for request-scoped providers.',
    reason: 'Errors of the dependency graph show at start-up, before connections are opened.',
    docs: 'dependency-injection.md#scopes',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!IN_THE_GRAPH.has(String(portico))) return false;
      if (portico === 'circular dependency' && graphOf(theCase).cyclic().length === 0) return false;
      if (path === 'outcome' ? reference !== 'started' : isError(String(reference))) return true;
      return usesContexts(theCase) && (path === 'outcome' || questionOf(theCase, difference)?.ask === 'load');
    },
  },
  {
    id: 'container-forward-factory',
    area: 'container',
    title: 'A factory injects a provider with `forwardRef()`',
    reference:
      'Providers that inject the factory may not wait for it: they receive `null` or, in a request, `undefined`.',
    portico:
      'They receive the result of the factory. If both are part of one cycle, start-up or the request fails with `PORTICO_CIRCULAR_DEPENDENCY`.',
    reason: 'Only an instance of a class can be injected before it is constructed.',
    docs: 'errors.md#portico_circular_dependency',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (portico === 'circular dependency')
        return (
          hasForwardCycle(theCase, (token) => isMadeByFactory(theCase, token)) &&
          (path === 'outcome' ? reference === 'started' : path.startsWith('answers.'))
        );
      const factories = forwardFactories(theCase);
      // A property that gets `undefined` is not there.
      const count = (answer: unknown, token: string) => String(answer).split(`f:${token}@`).length;
      const isAbsent = (token: string) => count(portico, token) > count(reference, token);
      if (path.startsWith('answers.') && (factories.some(isAbsent) || isOtherNothing(theCase, difference))) return true;
      const empty = (seen: unknown) => JSON.stringify(seen ?? '').split(/null|undefined/).length;
      if (factories.length === 0 || empty(reference) === 1) return false;
      if (path.startsWith('answers.')) return empty(reference) > empty(portico);
      // What gets `null` does not wait for the factory, and what injects that need not get it unfinished.
      const seen = withoutCutCycles(theCase, { ...difference, ...withoutFactories(theCase, difference) });
      return path.endsWith('.order')
        ? sameEvents(finished(seen.portico), finished(seen.reference))
        : // Instances of the same name may have other numbers.
          path.endsWith('.events') && sameEvents(finished(seen.portico), finished(seen.reference));
    },
    without: (theCase, difference) =>
      /(events|order)$/.test(difference.path) && forwardFactories(theCase).length > 0
        ? withoutCutCycles(theCase, { ...difference, ...withoutFactories(theCase, difference) })
        : difference,
  },
  {
    id: 'container-unfinished-instances',
    area: 'container',
    title: 'A provider injects a class whose dependencies use `forwardRef()`',
    reference: 'It may receive the object before its constructor has run, even if there is no cycle.',
    portico: 'It receives the constructed object, unless both are part of one cycle.',
    reason: 'Constructors and factories can use their dependencies.',
    matches: (theCase, { path, portico, reference }) => {
      if (/(events|order)$/.test(path) && JSON.stringify(reference ?? '').includes('unmade'))
        return isUnfinishedInCycles(theCase, portico) && sameEvents(finished(portico), finished(reference));
      // What nothing waits for comes at another time, and so does what depends on it: only the order shows that.
      const early = new Set([...classesWithSuchProperties(theCase), ...dependentsOfForward(theCase)]);
      const others = (events: unknown) => (events as string[]).filter((event) => !early.has(classIn(event)));
      return (
        path === 'start.order' &&
        early.size > 0 &&
        sameEvents(portico, reference) &&
        isNearlySameOrder(others(portico), others(reference))
      );
    },
    without: (theCase, { path, portico, reference }) =>
      /(events|order)$/.test(path) &&
      JSON.stringify(reference ?? '').includes('unmade') &&
      isUnfinishedInCycles(theCase, portico)
        ? inOrderOf(path, { portico: finished(portico), reference: finished(reference) })
        : { portico, reference },
  },
  {
    id: 'container-self',
    area: 'container',
    title: 'A class injects itself',
    reference: 'Start-up fails with an error about a missing dependency.',
    portico:
      'With `forwardRef()`, the class receives itself. Otherwise, start-up fails with `PORTICO_CIRCULAR_DEPENDENCY`.',
    reason: 'The error names the actual problem.',
    docs: 'errors.md#portico_circular_dependency',
    matches: (theCase, difference) => {
      const { portico, reference } = difference;
      const graph = graphOf(theCase);
      const itself = graph
        .tokens()
        .flatMap((token) => graph.dependenciesOf(token).filter((each) => each.token === token));
      if (reference !== 'unknown dependency' || itself.length === 0) return false;
      if (portico === 'circular dependency') return itself.some(({ forward }) => forward !== true);
      return itself.some(({ forward }) => forward) && isRight(theCase, difference);
    },
  },
  {
    id: 'container-transient-controller-property',
    area: 'container',
    title: 'A property of a transient controller injects a controller with `forwardRef()`',
    reference: 'The application starts, and the property may be `undefined`.',
    portico: 'Start-up fails with `PORTICO_UNKNOWN_DEPENDENCY`, as for other controllers.',
    reason: 'Controllers are not providers and cannot be injected. Move the shared code to a provider.',
    docs: 'errors.md#portico_unknown_dependency',
    matches: ({ classes, modules }, { path, portico, reference }) => {
      const controllers = modules.flatMap((module) => module.controllers);
      return (
        path === 'outcome' &&
        portico === 'unknown dependency' &&
        reference === 'started' &&
        controllers.some(
          (index) =>
            classes[index]!.scope === 'transient' &&
            classes[index]!.properties.some(({ token }) => controllers.some((each) => token === `C${each}`)),
        )
      );
    },
  },
  {
    id: 'container-transient-cycle',
    area: 'container',
    title: 'A cycle with `forwardRef()` on one side only, or with a transient or request-scoped provider',
    reference: 'Start-up or the request may fail with a circular dependency.',
    portico: 'The instances refer to each other.',
    reason: 'The cycle is valid.',
    matches: (theCase, difference) =>
      difference.reference === 'circular dependency' && isRight(theCase, difference) && hasForwardCycle(theCase),
  },
  {
    id: 'container-endless-cycle',
    area: 'container',
    title:
      'A cycle of only transient providers that another provider injects; or a cycle with a transient provider that includes `useExisting`, `useClass` or a factory, or is injected through one of them',
    reference: 'Start-up never ends, and the process runs out of memory.',
    portico:
      'Start-up fails with `PORTICO_CIRCULAR_DEPENDENCY`. With `forwardRef()`, the instances refer to each other.',
    reason: 'The error names the cycle.',
    docs: 'errors.md#portico_circular_dependency',
    matches: (theCase, { path, portico, reference }) =>
      path === 'process' &&
      portico === 'runs' &&
      /^hung: |heap out of memory/.test(String(reference)) &&
      (isCyclicByReplacement(theCase) || hasTransientCycle(theCase)),
  },
  {
    id: 'container-other-forward-reference',
    area: 'container',
    title: 'A cycle without `forwardRef()`, and one of its classes injects another provider with `forwardRef()`',
    reference: 'The application starts, and a constructor receives an object whose constructor has not run.',
    portico: 'Start-up fails with `PORTICO_CIRCULAR_DEPENDENCY`.',
    reason: 'The cycle itself has no `forwardRef()`. Add it to one of its dependencies.',
    docs: 'errors.md#portico_circular_dependency',
    matches: (theCase, difference) =>
      difference.portico === 'circular dependency' &&
      (difference.path === 'outcome'
        ? difference.reference === 'started'
        : questionOf(theCase, difference)?.ask === 'load' && !isError(String(difference.reference))) &&
      graphOf(theCase)
        .cyclic(({ forward }) => forward !== true)
        .some((token) =>
          graphOf(theCase)
            .dependenciesOf(token)
            .some(({ forward }) => forward),
        ),
  },
  {
    id: 'container-optional-cycle',
    area: 'container',
    title: '`@Optional()` for a class of the same cycle',
    reference: 'The class receives `undefined`.',
    portico: 'It receives the instance. Without `forwardRef()`, start-up fails with `PORTICO_CIRCULAR_DEPENDENCY`.',
    reason: 'The provider exists, so its error must not be hidden.',
    docs: 'errors.md#portico_circular_dependency',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const graph = graphOf(theCase);
      const isOptional = graph
        .cyclic()
        .some((token) => graph.dependenciesOf(token).some((each) => each.optional && graph.share(token, each.token)));
      if (!isOptional) return false;
      if (path === 'outcome') return portico === 'circular dependency' && reference === 'started';
      if (questionOf(theCase, difference)?.ask === 'load' && portico === 'circular dependency')
        return !isError(String(reference));
      // What Portico gives, the reference says is undefined; what follows from it is made by Portico alone.
      const count = (seen: unknown, word: string | RegExp) => JSON.stringify(seen ?? '').split(word).length;
      if (path.startsWith('close.')) {
        const [own, other] = [withoutNumbers(portico), withoutNumbers(reference)];
        const isInCycle = (token: Token) => isTransient(theCase, token) && graph.reaches(token, token);
        const more = beyond(own, other);
        return (
          more.length > 0 &&
          beyond(other, own).length === 0 &&
          more.every((event) => tokensOf(theCase, event).some(isInCycle))
        );
      }
      // A property that is undefined is not there.
      const isMissing = path.startsWith('answers.') && count(portico, /\bp\d: /) > count(reference, /\bp\d: /);
      return hasForwardCycle(theCase) && (isMissing || count(portico, 'undefined') < count(reference, 'undefined'));
    },
  },
  {
    id: 'container-optional-transient',
    area: 'container',
    title: '`@Optional()` for a transient provider whose construction fails',
    reference: 'The class receives `undefined`.',
    portico: 'Start-up fails with the error.',
    reason: 'The provider exists, so its error must not be hidden.',
    matches: (theCase, { path, portico, reference }) =>
      path === 'outcome' &&
      reference === 'started' &&
      /^boom /.test(String(portico)) &&
      has(theCase, 'transient') &&
      dependenciesOf(theCase).some(({ optional }) => optional),
  },
];

/** Whether a forward factory returns `undefined` and the reference shows `null` instead, or, in a request, the reverse. */
function isOtherNothing({ modules, dynamics }: ContainerCase, { portico, reference }: Difference): boolean {
  const [own, other] = [withoutNumber(portico), withoutNumber(reference)];
  const hidden = (answer: string) => answer.replaceAll(/\b(undefined|null)\b/g, 'nothing');
  const count = (answer: string, word: 'undefined' | 'null') => answer.split(new RegExp(`\\b${word}\\b`)).length;
  return (
    hidden(own) === hidden(other) &&
    [...modules, ...dynamics].some(({ providers }) =>
      providers.some(
        (each) =>
          each.kind === 'useFactory' &&
          (each.result === 'undefined' || each.result === 'null') &&
          each.inject.some(({ forward }) => forward) &&
          count(own, each.result) > count(other, each.result),
      ),
    )
  );
}

/** Both sides without the transient instances that only the reference creates, because it cuts a cycle of a factory by `null`. */
function withoutCutCycles(theCase: ContainerCase, difference: Difference): Seen {
  const graph = graphOf(theCase);
  const factories = forwardFactories(theCase);
  const isCut = (token: Token) =>
    isTransient(theCase, token) && factories.some((factory) => graph.share(factory, token));
  const { path, portico, reference } = difference;
  if (!isUnfinishedInCycles(theCase, portico)) return { portico, reference };
  const seen = inOrderOf(path, { portico: finished(portico), reference: finished(reference) });
  return withoutSingle(
    { ...difference, ...seen },
    () => false,
    (event) => tokensOf(theCase, event).some(isCut),
  );
}

/** Whether Portico injects unfinished instances only into members of their cycles, and as `INQUIRER`. */
function isUnfinishedInCycles(theCase: ContainerCase, events: unknown): boolean {
  const graph = graphOf(theCase);
  return ((events ?? []) as string[]).every((event) => {
    const makers = tokensOf(theCase, event);
    return [...event.matchAll(/unmade C(\d+)/g)].every(([, index]) =>
      makers.some(
        (maker) =>
          graph.dependenciesOf(maker).some(({ token }) => token === 'INQUIRER') ||
          namesOf(theCase, Number(index)).some((name) => maker === name || graph.share(maker, name)),
      ),
    );
  });
}

/** Whether a cycle has a transient provider, and includes or is injected through what has another token than its class. */
function isCyclicByReplacement(theCase: ContainerCase): boolean {
  const graph = graphOf(theCase);
  const replaced = new Set(
    [...theCase.modules, ...theCase.dynamics].flatMap(({ providers }) =>
      providers.flatMap((each) => (each.kind === 'class' || each.kind === 'useValue' ? [] : [each.token])),
    ),
  );
  return graph
    .cyclic()
    .some(
      (other) =>
        isTransient(theCase, other) && [...replaced].some((token) => token === other || graph.reaches(token, other)),
    );
}

/** Whether something that is not transient injects a member of a cycle of transient providers, or a look-up asks for one. */
function hasTransientCycle(theCase: ContainerCase): boolean {
  const graph = graphOf(theCase);
  const cyclic = graph.cyclic(({ token }) => isTransient(theCase, token)).filter((each) => isTransient(theCase, each));
  const asked = theCase.questions.flatMap((each) =>
    each.ask === 'create' ? [`C${each.of}`] : each.ask === 'resolve' ? [each.token] : [],
  );
  const dependents = graph.tokens().filter((each) => !isTransient(theCase, each));
  return cyclic.some(
    (token) => asked.includes(token) || [...asked, ...dependents].some((each) => graph.reaches(each, token)),
  );
}

/** The classes of which a property is a class that injects others by `forwardRef()`. */
function classesWithSuchProperties({ classes }: ContainerCase): ReadonlySet<string> {
  const isForward = (token: string) => {
    const found = classes[Number(/^C(\d+)$/.exec(token)?.[1] ?? -1)];
    return [...(found?.params ?? []), ...(found?.properties ?? [])].some(({ forward }) => forward);
  };
  const found = classes.flatMap(({ properties }, index) =>
    properties.some(({ token }) => isForward(token)) ? [`C${index}`] : [],
  );
  return new Set(found);
}

/** What injects something by `forwardRef()`, or depends on such a class or factory. */
function dependentsOfForward(theCase: ContainerCase): readonly Token[] {
  const graph = graphOf(theCase);
  const tokens = [
    ...theCase.classes.map((_, index) => `C${index}`),
    ...theCase.modules.map((_, index) => `M${index}`),
    ...[...theCase.modules, ...theCase.dynamics].flatMap(({ providers }) =>
      providers.flatMap((each) => (each.kind === 'class' ? [] : [each.token])),
    ),
  ];
  const forward = tokens.filter((token) => graph.dependenciesOf(token).some((each) => each.forward));
  return tokens.filter((token) => forward.some((each) => each === token || graph.reaches(token, each)));
}

/** The class, or the token of the factory, that an event is of. */
function classIn(event: string): string {
  return /^(?:\w+ |f:)(?:[fv]:)?(\w+)/.exec(event)?.[1] ?? '';
}
