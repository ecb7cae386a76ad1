import { isDeepStrictEqual } from 'node:util';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { ContainerCase } from '../case.js';
import { dependenciesOf } from '../case-facts.js';
import { isNearlySameOrder } from '../compare.js';
import { constructed, renumbered, sameEvents, withoutNumbers } from './events.js';

/** In which order things are constructed, and hooks run. */
export const orderDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  {
    id: 'container-hooks-and-forward-references',
    area: 'container',
    title: 'Hooks of providers that depend on a class that uses `forwardRef()`',
    reference: 'The dependency does not count for the order.',
    portico: 'Dependencies start first and end last, unless they are part of one cycle.',
    reason: 'A provider can use what it depends on until its own hook has run.',
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
    title: 'Hooks of transient instances',
    reference: 'What they depend on may end before them.',
    portico: 'They end before what they depend on.',
    reason: 'A provider can use what it depends on until its own hook has run.',
    docs: 'dependency-injection.md#lifecycle',
    matches: (theCase, { path, portico, reference }) =>
      path === 'close.order' &&
      sameEvents(portico, reference) &&
      isDeepStrictEqual(withoutTransients(theCase, portico), withoutTransients(theCase, reference)),
  },
  {
    id: 'container-same-step',
    area: 'container',
    title: 'Several providers could be constructed at the same moment',
    reference: 'Which comes first depends on how many microtasks look-ups take.',
    portico: 'Layer by layer as NestJS; within a layer some stand in another order.',
    reason: 'An order that depends only on the number of microtasks is not guaranteed; inject what must exist first.',
    docs: 'dependency-injection.md#order-of-construction',
    matches: (theCase, { path, portico, reference }) =>
      // With asynchronous factories, what has few dependencies may come late.
      (path === 'start.order' && isNearlySameOrder(portico, reference, hasTicks(theCase) ? Infinity : undefined)) ||
      // Of two that throw, the first one ends the start.
      (path === 'outcome' && [portico, reference].every((outcome) => /^boom [CSMv]/.test(String(outcome)))),
  },
  {
    id: 'container-request-order',
    area: 'container',
    title: 'The order in which the instances of one request are constructed',
    reference: 'Layer by layer.',
    portico: 'The dependencies of the first parameter, then those of the second one, and so on.',
    reason: 'Nothing has to wait for the next microtask, which makes requests several times faster.',
    docs: 'performance.md',
    matches: (_theCase, { path, portico, reference }) =>
      /^question\.\d+\.(order|events)$/.test(path)
        ? sameEvents(withoutNumbers(portico), withoutNumbers(reference))
        : // The same objects, with other numbers.
          path.startsWith('answers.') && renumbered(portico) === renumbered(reference),
  },
];

/** Events without those of transient instances. */
function withoutTransients({ classes, modules, dynamics }: ContainerCase, events: unknown): string[] {
  const providers = [...modules, ...dynamics].flatMap((module) => module.providers);
  const transient = new Set([
    ...classes.flatMap(({ scope }, index) => (scope === 'transient' ? [`C${index}`] : [])),
    ...providers.flatMap((each) => (each.kind === 'useClass' && each.scope === 'transient' ? [`C${each.of}`] : [])),
    ...providers.flatMap((each) => (each.kind === 'useFactory' && each.scope === 'transient' ? [each.token] : [])),
  ]);
  return (events as string[]).filter((event) => {
    const [, name = ''] = / (?:f:|v:)?(\w+)[#@]/.exec(event) ?? [];
    return !transient.has(name);
  });
}

/** Whether a factory takes microtasks. */
function hasTicks({ modules, dynamics }: ContainerCase): boolean {
  return [...modules, ...dynamics].some(({ providers }) =>
    providers.some((each) => each.kind === 'useFactory' && each.ticks !== undefined),
  );
}
