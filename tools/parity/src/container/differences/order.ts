import { isDeepStrictEqual } from 'node:util';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { ContainerCase, ProviderCase, Token } from '../case.js';
import { dependenciesOf, usesContexts } from '../case-facts.js';
import { isNearlySameOrder } from '../compare.js';
import { isTransient, namesOf as namesOfClass } from './contexts.js';
import { graphOf } from './cycles-of.js';
import { constructed, renumbered, sameEvents, withoutNumbers } from './events.js';

/** Differences in the order in which providers are constructed and hooks run. */
export const orderDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  {
    id: 'container-hooks-and-forward-references',
    area: 'container',
    title: 'Lifecycle hooks of providers that depend on a class that uses `forwardRef()`',
    reference: 'The dependency does not affect the order.',
    portico: 'Hooks of dependencies run first at start-up and last at shutdown, except within a cycle.',
    reason: 'A provider can use its dependencies in its hooks.',
    docs: 'dependency-injection.md#lifecycle',
    matches: (theCase, { path, portico, reference }) =>
      (path === 'close.order' || path === 'start.order') &&
      dependenciesOf(theCase).some(({ forward }) => forward) &&
      sameEvents(portico, reference) &&
      isNearlySameOrder(constructed(portico), constructed(reference)),
  },
  {
    id: 'container-hooks-of-transients',
    area: 'container',
    title: 'Lifecycle hooks of transient instances',
    reference: 'At shutdown, hooks of their dependencies may run first.',
    portico: 'At shutdown, hooks of their dependencies run later.',
    reason: 'A provider can use its dependencies in its hooks.',
    docs: 'dependency-injection.md#lifecycle',
    matches: (theCase, { path, portico, reference }) =>
      path === 'close.order' &&
      sameEvents(portico, reference) &&
      isDeepStrictEqual(withoutTransients(theCase, portico), withoutTransients(theCase, reference)),
  },
  {
    id: 'container-hooks-inquirer',
    area: 'container',
    title: 'Lifecycle hooks of a provider that injects `INQUIRER`',
    reference: '`INQUIRER` may be treated as a dependency for the order.',
    portico: 'It does not affect the order.',
    reason: 'A provider does not depend on the class that injects it.',
    docs: 'dependency-injection.md#lifecycle',
    matches: (theCase, { path, portico, reference }) => {
      if (!/^(close|start)\.order$/.test(path) || !sameEvents(portico, reference)) return false;
      const graph = graphOf(theCase);
      const factories = [...theCase.modules, ...theCase.dynamics].flatMap(({ providers }) =>
        providers.flatMap((each) => (each.kind === 'useFactory' ? [each.token] : [])),
      );
      const asking = new Set(
        [...theCase.classes.map((_, index) => `C${index}`), ...factories].filter((each) =>
          // Also those that depend on such a provider.
          graph.reaches(each, 'INQUIRER'),
        ),
      );
      const [own, other] = [portico as string[], reference as string[]];
      const others = (events: string[]) => events.filter((event) => !asking.has(hookedIn(event)));
      return (
        asking.size > 0 &&
        isDeepStrictEqual(others(own), others(other)) &&
        own.filter((event) => asking.has(hookedIn(event))).every((event) => staysInModule(theCase, event, own, other))
      );
    },
  },
  {
    id: 'container-same-step',
    area: 'container',
    title: 'Several providers can be constructed at the same time',
    reference: 'The order depends on the number of microtasks of look-ups.',
    portico: 'The layers are the same as on NestJS, but the order within a layer may differ.',
    reason: 'An order that depends on microtasks cannot be relied on. Inject providers that must be constructed first.',
    docs: 'dependency-injection.md#order-of-construction',
    matches: (theCase, { path, portico, reference }) => {
      if (path === 'start.order') {
        const late = lateTokens(theCase);
        const isLate = (event: string) => late.has(tokenOf(event));
        const [own, other] = [portico, reference].map((events) => withoutWaiting(theCase, events));
        return isNearlySameOrder(own, other, isLate);
      }
      // If two throw, the first one makes the start fail.
      return path === 'outcome' && [portico, reference].every((outcome) => /^boom [CSMv]/.test(String(outcome)));
    },
  },
  {
    id: 'container-request-order',
    area: 'container',
    title: 'The order in which the instances of one request are constructed',
    reference: 'Layer by layer.',
    portico: 'The dependencies of the first parameter, then those of the second one, and so on.',
    reason: 'Without waiting for microtasks, requests are several times faster.',
    docs: 'performance.md',
    matches: (_theCase, { path, portico, reference }) =>
      /^question\.\d+\.(order|events)$/.test(path)
        ? sameEvents(withoutNumbers(portico), withoutNumbers(reference))
        : // The same objects, with other numbers.
          path.startsWith('answers.') && renumbered(portico) === renumbered(reference),
  },
];

/** Whether a hook has changed places only with hooks of the same name of other providers of its module. */
function staysInModule(theCase: ContainerCase, event: string, portico: string[], reference: string[]): boolean {
  const isBefore = (events: string[], each: string) => events.indexOf(each) < events.indexOf(event);
  const own = modulesOf(theCase, hookedIn(event));
  return portico
    .filter((each) => isBefore(portico, each) !== isBefore(reference, each))
    .every(
      (each) =>
        each.split(' ', 1)[0] === event.split(' ', 1)[0] &&
        modulesOf(theCase, hookedIn(each)).some((module) => own.includes(module)),
    );
}

/** The modules in which something is a provider or a controller. */
function modulesOf({ modules, dynamics, overrides }: ContainerCase, token: Token): readonly number[] {
  const replaced = overrides.flatMap((each) => (each.by === 'useClass' && token === `C${each.of}` ? [each.token] : []));
  const holds = (providers: readonly ProviderCase[]) =>
    providers
      .flatMap((each) => (each.kind === 'class' ? [`C${each.of}`] : namesOf(each)))
      .some((name) => name === token || replaced.includes(name));
  return [
    ...modules.flatMap(({ providers, controllers }, index) =>
      holds(providers) || controllers.some((each) => token === `C${each}`) || token === `M${index}` ? [index] : [],
    ),
    ...dynamics.flatMap(({ module, providers }) => (holds(providers) ? [module] : [])),
  ];
}

/** Events without those of transient instances. */
function withoutTransients({ classes, modules, dynamics }: ContainerCase, events: unknown): string[] {
  const providers = [...modules, ...dynamics].flatMap((module) => module.providers);
  const transient = new Set([
    ...classes.flatMap(({ scope }, index) => (scope === 'transient' ? [`C${index}`] : [])),
    ...providers.flatMap((each) => (each.kind === 'useClass' && each.scope === 'transient' ? [`C${each.of}`] : [])),
    ...providers.flatMap((each) => (each.kind === 'useFactory' && each.scope === 'transient' ? [each.token] : [])),
  ]);
  return (events as string[]).filter((event) => {
    const [, name = ''] = / (?:f:|v:)?(\w+)/.exec(event) ?? [];
    return !transient.has(name);
  });
}

/**
 * What is constructed late although it may have few dependencies: it waits for an asynchronous factory or, as controllers
 * and guards do, for all providers of its module, or one of its dependencies is searched in many modules.
 */
function lateTokens(theCase: ContainerCase): ReadonlySet<Token> {
  const { modules, dynamics } = theCase;
  const graph = graphOf(theCase);
  const factories = [...modules, ...dynamics].flatMap(({ providers }) =>
    providers.flatMap((each) => (each.kind === 'useFactory' && each.ticks !== undefined ? [each.token] : [])),
  );
  const slow = [...factories, ...slowlyFound(theCase)];
  const isLate = (token: Token) => slow.includes(token) || slow.some((each) => graph.reaches(token, each));
  const tokens = [...modules, ...dynamics].flatMap(({ providers }) =>
    providers.flatMap((each) => (each.kind === 'class' ? [`C${each.of}`] : namesOf(each))),
  );
  const late = new Set([...tokens, ...modules.map((_, index) => `M${index}`)].filter(isLate));
  for (const waiting of controllersAndGuards(theCase)) {
    late.add(waiting);
    // So do the transient instances that are injected into them.
    for (const token of tokens) if (isTransient(theCase, token) && graph.reaches(waiting, token)) late.add(token);
  }
  return late;
}

/**
 * Events without those of controllers and guards, if they also wait for request-scoped providers, of which nothing is
 * constructed at start-up.
 */
function withoutWaiting(theCase: ContainerCase, events: unknown): unknown {
  if (!Array.isArray(events) || !usesContexts(theCase)) return events;
  const waiting = new Set(controllersAndGuards(theCase));
  return events.filter((event) => !waiting.has(tokenOf(String(event))));
}

function controllersAndGuards({ classes, modules }: ContainerCase): readonly Token[] {
  const controllers = modules.flatMap((module) => module.controllers);
  return controllers.flatMap((index) => [index, ...(classes[index]!.guards ?? [])]).map((index) => `C${index}`);
}

/**
 * What injects `INQUIRER`, or an optional dependency that may be missing: searching it depends on the number of modules.
 * And what has properties, which follow the parameters.
 */
function slowlyFound(theCase: ContainerCase): readonly Token[] {
  const graph = graphOf(theCase);
  const withProperties = theCase.classes.flatMap(({ properties }, index) =>
    properties.length > 0 ? namesOfClass(theCase, index) : [],
  );
  return graph
    .tokens()
    .filter(
      (each) =>
        withProperties.includes(each) ||
        graph.dependenciesOf(each).some(({ token, optional }) => optional || token === 'INQUIRER'),
    );
}

/** A provider by its token, and by its class. */
function namesOf(provider: Exclude<ProviderCase, { kind: 'class' }>): readonly Token[] {
  return provider.kind === 'useClass' ? [provider.token, `C${provider.of}`] : [provider.token];
}

/** The token of what an event constructs. */
function tokenOf(event: string): Token {
  return /^(?:new |f:)(\w+)/.exec(event)?.[1] ?? '';
}

/** The class, or the token of the factory, whose hook it is. */
function hookedIn(event: string): Token {
  return /^(?:on|before)\w+ (?:[fv]:)?(\w+)/.exec(event)?.[1] ?? '';
}
