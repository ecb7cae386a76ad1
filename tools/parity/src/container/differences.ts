import type { ExplainedDifference } from '../explained-difference.js';
import type { ContainerCase } from './case.js';
import { dependenciesOf, has, questionOf, usesContexts } from './case-facts.js';
import { isError, isNearlySameOrder } from './compare.js';

/** Errors that Portico finds in the graph, before anything is constructed. */
const IN_THE_GRAPH = new Set(['unknown dependency', 'undefined dependency', 'circular dependency', 'unknown export']);

export const containerDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  explained({
    id: 'container-graph-first',
    title: 'A dependency is missing, or part of a cycle',
    reference: 'The start fails while other providers are constructed; for request-scoped providers the request fails.',
    portico: 'The start fails before anything is constructed, request-scoped providers included.',
    reason: 'What is wrong with the graph shows at the start, and nothing has been opened by then.',
    docs: 'dependency-injection.md#scopes',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!IN_THE_GRAPH.has(String(portico))) return false;
      if (path === 'outcome' ? reference !== 'started' : isError(String(reference))) return true;
      return usesContexts(theCase) && (path === 'outcome' || questionOf(theCase, difference)?.ask === 'load');
    },
  }),
  explained({
    id: 'container-factory-in-a-cycle',
    title: 'A factory is part of a cycle that `forwardRef()` allows',
    reference: 'What injects the factory gets `null`.',
    portico: 'The start fails with `PORTICO_CIRCULAR_DEPENDENCY`.',
    reason: 'Only a class can be handed out before it is made.',
    docs: 'errors.md#portico_circular_dependency',
    matches: (theCase, { path, portico, reference }) =>
      dependenciesOf(theCase).some(({ forward }) => forward) &&
      has(theCase, 'useFactory') &&
      ((path === 'outcome' && portico === 'circular dependency' && reference === 'started') ||
        // What got it was constructed with it, or an answer is what the factory made of it.
        (/(events|order)$/.test(path)
          ? /\([^)]*\b(null|undefined)\b/.test(JSON.stringify(reference ?? ''))
          : path.startsWith('answers.') && /null|undefined/.test(String(reference)))),
  }),
  explained({
    id: 'container-unfinished-instances',
    title: 'Something injects a class that injects others by `forwardRef()`',
    reference: 'It may get the object before its constructor has run, even if there is no cycle.',
    portico: 'It gets the constructed object, and is made after it, unless both are part of one cycle.',
    reason: 'A constructor or a factory can use what it gets.',
    matches: (_theCase, { path, reference }) =>
      /(events|order)$/.test(path) && JSON.stringify(reference ?? '').includes('unmade'),
  }),
  explained({
    id: 'container-self',
    title: 'A class injects itself',
    reference: 'The start fails: the dependency is said to be missing.',
    portico: 'By `forwardRef()` it gets itself; otherwise the start fails with `PORTICO_CIRCULAR_DEPENDENCY`.',
    reason: 'The error names what is wrong.',
    docs: 'errors.md#portico_circular_dependency',
    matches: (theCase, { reference }) =>
      reference === 'unknown dependency' &&
      (theCase.overrides.some(({ by }) => by === 'useClass') || dependenciesOf(theCase).some(({ forward }) => forward)),
  }),
  explained({
    id: 'container-transient-cycle',
    title: 'A transient provider is part of a cycle that `forwardRef()` allows',
    reference: 'The start may fail with a circular dependency.',
    portico: 'The instances refer to each other.',
    reason: 'The cycle is allowed.',
    matches: (theCase, { portico, reference }) =>
      portico === 'started' && reference === 'circular dependency' && has(theCase, 'transient'),
  }),
  explained({
    id: 'container-hooks-and-forward-references',
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
  }),
  explained({
    id: 'container-select-dynamic',
    title: '`app.select(M)`, where M is imported only as one dynamic module',
    reference: 'Does not find it: the very object has to be passed.',
    portico: 'Finds it by its class.',
    reason: 'There is only one that can be meant.',
    matches: (theCase, difference) =>
      difference.reference === 'unknown module' &&
      questionOf(theCase, difference) !== undefined &&
      theCase.dynamics.length > 0,
  }),
  explained({
    id: 'container-same-step',
    title: 'Several providers could be constructed at the same moment',
    reference: 'Which comes first depends on how many microtasks look-ups take.',
    portico: 'Layer by layer as NestJS; within a layer some stand in another order.',
    reason: 'An order that depends only on the number of microtasks is not guaranteed; inject what must exist first.',
    docs: 'dependency-injection.md#order-of-construction',
    matches: (_theCase, { path, portico, reference }) =>
      (path === 'start.order' && isNearlySameOrder(portico, reference)) ||
      // Of two that throw, the first one ends the start.
      (path === 'outcome' && [portico, reference].every((outcome) => /^boom [CSMv]/.test(String(outcome)))),
  }),
  explained({
    id: 'container-request-order',
    title: 'The order in which the instances of one request are constructed',
    reference: 'Layer by layer.',
    portico: 'The dependencies of the first parameter, then those of the second one, and so on.',
    reason: 'Nothing has to wait for the next microtask, which makes requests several times faster.',
    docs: 'performance.md',
    matches: (_theCase, { path, portico, reference }) =>
      /^question\.\d+\.order$/.test(path) && sameEvents(withoutNumbers(portico), withoutNumbers(reference)),
  }),
  explained({
    id: 'container-request-cycle',
    title: 'A request-scoped class gets a class of its own cycle as a property',
    reference: 'The class with the property is constructed first.',
    portico:
      'The other one is, with an object whose constructor has not run; it is complete before the request goes on.',
    reason: 'The instances of a request are constructed dependency by dependency.',
    matches: (theCase, { path, portico }) =>
      /^question\.\d+\.(events|order)$/.test(path) &&
      JSON.stringify(portico ?? '').includes('unmade') &&
      usesContexts(theCase) &&
      theCase.classes.some(({ properties }) => properties.length > 0) &&
      dependenciesOf(theCase).some(({ forward }) => forward),
  }),
  explained({
    id: 'container-optional-transient',
    title: '`@Optional()` for a transient provider whose construction fails',
    reference: 'The dependent gets `undefined`.',
    portico: 'The start fails with the error.',
    reason: 'There is such a provider; its error must not go unnoticed.',
    matches: (theCase, { path, portico, reference }) =>
      path === 'outcome' &&
      reference === 'started' &&
      /^boom /.test(String(portico)) &&
      has(theCase, 'transient') &&
      dependenciesOf(theCase).some(({ optional }) => optional),
  }),
  explained({
    id: 'container-other-forward-reference',
    title: 'A cycle without `forwardRef()`, of which one class injects something else by `forwardRef()`',
    reference: 'Starts; a constructor gets an object whose own constructor has not run.',
    portico: 'The start fails with `PORTICO_CIRCULAR_DEPENDENCY`.',
    reason: 'Nothing in the cycle itself allows it.',
    docs: 'errors.md#portico_circular_dependency',
    matches: (theCase, { path, portico, reference }) =>
      path === 'outcome' &&
      portico === 'circular dependency' &&
      reference === 'started' &&
      dependenciesOf(theCase).some(({ forward }) => forward),
  }),
  explained({
    id: 'container-each-promise',
    title: '`get(token, { each: true })`, where `useValue` is a promise',
    reference: 'The promise, if nothing injects the value.',
    portico: 'The value.',
    reason: 'Whether something injects it makes no difference.',
    matches: (theCase, difference) =>
      questionOf(theCase, difference)?.ask === 'each' && String(difference.reference).includes('a promise'),
  }),
  explained({
    id: 'container-inquirer',
    title: '`INQUIRER` in something that is not transient',
    reference:
      'A controller gets itself, before it is constructed; what is made for a factory or an alias gets `null`.',
    portico: '`undefined`.',
    reason: 'There is no class that injects it.',
    docs: 'dependency-injection.md#scopes',
    matches: (theCase, { path, portico, reference }) =>
      dependenciesOf(theCase).some(({ token }) => token === 'INQUIRER') &&
      (path.startsWith('answers.')
        ? String(portico).includes('undefined')
        : /unmade|null/.test(JSON.stringify(reference ?? ''))),
  }),
  explained({
    id: 'container-optional-cycle',
    title: '`@Optional()` for a class of the same cycle',
    reference: 'The dependent gets `undefined`.',
    portico: 'It gets the class.',
    reason: 'The class is there.',
    matches: (theCase, { path, portico, reference }) =>
      path !== 'outcome' &&
      dependenciesOf(theCase).some(({ forward }) => forward) &&
      dependenciesOf(theCase).some(({ optional }) => optional) &&
      JSON.stringify(portico ?? '').length > JSON.stringify(reference ?? '').length,
  }),
  explained({
    id: 'container-alias-of-alias',
    title: '`useExisting` that names another `useExisting` of a transient provider',
    reference: 'Both get one instance.',
    portico: 'Each gets an instance of its own.',
    reason: 'An alias counts as one dependent of what stands at its end.',
    matches: (theCase, { path, portico, reference }) =>
      /^(start|close)\./.test(path) &&
      has(theCase, 'transient') &&
      JSON.stringify(theCase).split('"useExisting"').length > 2 &&
      Array.isArray(portico) &&
      Array.isArray(reference) &&
      new Set(portico.map(withoutNumber)).size === new Set(reference.map(withoutNumber)).size,
  }),
  explained({
    id: 'container-shared-value',
    title: 'One object with hooks is the `useValue` of several modules',
    reference: 'Its hooks are called once for each of the modules.',
    portico: 'They are called once.',
    reason: 'It is one object.',
    matches: (theCase, { path, portico, reference }) =>
      /^(start|close)\./.test(path) &&
      has(theCase, 'hooked') &&
      theCase.dynamics.length > 0 &&
      Array.isArray(portico) &&
      Array.isArray(reference) &&
      reference.length > portico.length &&
      sameEvents([...new Set(portico)], [...new Set(reference)]),
  }),
  explained({
    id: 'container-hooks-and-module-cycles',
    title: 'Hooks of modules that import each other',
    reference: 'In an order of its own.',
    portico: 'In the order in which the imports are written.',
    reason: 'There is no order in which each follows what it imports.',
    docs: 'dependency-injection.md#lifecycle',
    matches: (theCase, { path, portico, reference }) =>
      (path === 'close.order' || path === 'start.order') &&
      theCase.modules.some(({ imports }) => JSON.stringify(imports).includes('forward')) &&
      sameEvents(withoutNumbers(portico), withoutNumbers(reference)) &&
      isNearlySameOrder(constructed(portico), constructed(reference)),
  }),
  explained({
    id: 'container-strict-application',
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
  }),
  explained({
    id: 'container-strict-each',
    title: '`get(token, { each: true, strict: true })`',
    reference: 'Ignores `strict`.',
    portico: 'Looks in the module alone.',
    reason: 'The option says so. Without it, `each` looks in all modules on both.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      return question?.ask === 'each' && question.strict === true;
    },
  }),
  explained({
    id: 'container-transient-controller',
    title: 'A controller with `Scope.TRANSIENT`',
    reference:
      'With dependencies it is not constructed; without, there is one instance that `get()` refuses to hand out.',
    portico: 'One instance serves all its handlers.',
    reason: 'Nothing injects a controller, so there is nobody for whom another one could be made.',
    matches: (theCase, { portico, reference }) => {
      const transients = theCase.modules.flatMap(({ controllers }) =>
        controllers.filter((index) => theCase.classes[index]?.scope === 'transient'),
      );
      const shown = JSON.stringify([portico, reference]);
      return transients.some((index) => shown.includes(`C${index}#`));
    },
  }),
  explained({
    id: 'container-override-module',
    title: '`overrideModule(A).useModule(B)`, where B is also imported elsewhere',
    reference: 'B becomes two modules, and `select(B)` may not find it.',
    portico: 'There is one module B; `select(A)` and `select(B)` find it.',
    reason: 'A class is one module however often it is imported.',
    matches: (theCase, { path, reference }) =>
      (path !== 'outcome' || reference === 'unknown export') && theCase.overrides.some(({ by }) => by === 'useModule'),
  }),
  explained({
    id: 'container-rejected-value',
    title: '`useValue` with a promise that rejects',
    reference: 'The start succeeds if nothing injects the value.',
    portico: 'The start fails with the error.',
    reason: 'A promise that nobody looks at would otherwise crash the process later.',
    matches: (theCase, { path, portico }) =>
      path === 'outcome' && has(theCase, 'rejected') && /^boom v:/.test(String(portico)),
  }),
  explained({
    id: 'container-resolve-undefined',
    title: '`resolve()` of a provider whose factory returns `undefined` or `null`',
    reference: 'Throws as if there were no such provider.',
    portico: 'Resolves to what the factory returns.',
    reason: 'There is such a provider.',
    matches: (_theCase, { portico, reference }) =>
      (portico === 'undefined' || portico === 'null') && reference === 'unknown element',
  }),
  explained({
    id: 'container-lazy-get',
    title: '`app.get()` and `app.select()` of a lazily loaded module',
    reference: 'Find it only through the `ModuleRef` that loading returned.',
    portico: 'Find it.',
    reason: 'The module is part of the application by then.',
    matches: (theCase, difference) =>
      (difference.reference === 'unknown element' || difference.reference === 'unknown module') &&
      questionOf(theCase, difference) !== undefined &&
      theCase.questions.some(({ ask }) => ask === 'load'),
  }),
];

function sameEvents(portico: unknown, reference: unknown): boolean {
  const sorted = (events: unknown) => JSON.stringify([...(events as string[])].sort());
  return Array.isArray(portico) && Array.isArray(reference) && sorted(portico) === sorted(reference);
}

function constructed(events: unknown): unknown {
  return Array.isArray(events) ? events.filter((event) => /^(new|f:)/.test(String(event))) : events;
}

function withoutNumber(event: unknown): string {
  return String(event).replaceAll(/#\d+/g, '');
}

function withoutNumbers(events: unknown): unknown {
  return Array.isArray(events) ? events.map(withoutNumber) : events;
}

function explained(entry: Omit<ExplainedDifference<ContainerCase>, 'area'>) {
  return { ...entry, area: 'container' as const };
}
