import type { ExplainedDifference } from '../explained-difference.js';
import type { ContainerCase, Token } from './case.js';
import { dependenciesOf, has, questionOf, usesContexts } from './case-facts.js';
import { isError, isNearlySameOrder } from './compare.js';
import { Graph } from './graph.js';

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
      if (portico === 'circular dependency' && graphOf(theCase).cyclic().length === 0) return false;
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
    matches: (theCase, { path, portico, reference }) => {
      if (!hasForwardCycle(theCase, (token) => isMadeByFactory(theCase, token))) return false;
      if (portico === 'circular dependency')
        return path === 'outcome' ? reference === 'started' : path.startsWith('answers.');
      // What got it was constructed with it, or an answer is what the factory made of it.
      return /(events|order)$/.test(path)
        ? /\([^)]*\b(null|undefined)\b/.test(JSON.stringify(reference ?? ''))
        : path.startsWith('answers.') && /null|undefined/.test(String(reference));
    },
  }),
  explained({
    id: 'container-unfinished-instances',
    title: 'Something injects a class that injects others by `forwardRef()`',
    reference: 'It may get the object before its constructor has run, even if there is no cycle.',
    portico: 'It gets the constructed object, and is made after it, unless both are part of one cycle.',
    reason: 'A constructor or a factory can use what it gets.',
    matches: (_theCase, { path, portico, reference }) =>
      /(events|order)$/.test(path) &&
      JSON.stringify(reference ?? '').includes('unmade') &&
      sameEvents(finished(portico), finished(reference)),
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
      graphOf(theCase)
        .cyclic()
        .some((token) =>
          graphOf(theCase)
            .dependenciesOf(token)
            .some((each) => each.token === token),
        ),
  }),
  explained({
    id: 'container-transient-cycle',
    title: 'A transient or request-scoped provider is part of a cycle that `forwardRef()` allows',
    reference: 'The start, or the request, may fail with a circular dependency.',
    portico: 'The instances refer to each other.',
    reason: 'The cycle is allowed.',
    matches: (theCase, { path, portico, reference }) =>
      reference === 'circular dependency' &&
      (path === 'outcome' ? portico === 'started' : !isError(String(portico))) &&
      hasForwardCycle(theCase) &&
      (has(theCase, 'transient') || usesContexts(theCase)),
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
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      if (difference.reference !== 'unknown module' || question === undefined || !('from' in question)) return false;
      const from = question.from;
      const imports = [...theCase.modules, ...theCase.dynamics].flatMap((module) => module.imports);
      return (
        theCase.dynamics.some(({ module }) => module === from) &&
        !imports.some((entry) => 'module' in entry && entry.module === from)
      );
    },
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
      /^question\.\d+\.order$/.test(path)
        ? sameEvents(withoutNumbers(portico), withoutNumbers(reference))
        : // The same objects, with other numbers.
          path.startsWith('answers.') && renumbered(portico) === renumbered(reference),
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
      graphOf(theCase)
        .cyclic(({ forward }) => forward !== true)
        .some((token) =>
          graphOf(theCase)
            .dependenciesOf(token)
            .some(({ forward }) => forward),
        ),
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
    matches: (theCase, { path, portico, reference }) => {
      const graph = graphOf(theCase);
      const isOptional = graph
        .cyclic()
        .some((token) => graph.dependenciesOf(token).some((each) => each.optional && graph.share(token, each.token)));
      // What Portico gives, the reference says is undefined; what follows from it is made by Portico alone.
      const seen = JSON.stringify(reference ?? '');
      return (
        isOptional &&
        hasForwardCycle(theCase) &&
        path !== 'outcome' &&
        /undefined/.test(seen) &&
        JSON.stringify(portico ?? '').split('undefined').length < seen.split('undefined').length
      );
    },
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
      importsInCycles(theCase) &&
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
    title: '`overrideModule(A).useModule(B)`, where B is also imported elsewhere, or a dynamic module of A is imported',
    reference:
      'B becomes two modules, `select(B)` may not find it, and what it exports may be missing. Dynamic modules of A stay.',
    portico: 'There is one module B; `select(A)` and `select(B)` find it. Dynamic modules of A are replaced, too.',
    reason:
      'A class is one module however often it is imported, and an override that has no effect is easily overlooked.',
    matches: (theCase, { path, portico, reference }) => {
      const isMeant = theCase.overrides.some(
        (override) =>
          override.by === 'useModule' &&
          (theCase.dynamics.some(({ module }) => module === override.module) ||
            [...theCase.modules, ...theCase.dynamics].some(({ imports }) =>
              imports.some((entry) => 'module' in entry && entry.module === override.instead),
            )),
      );
      const outcomes = ['started', 'unknown export', 'unknown dependency'];
      return isMeant && (path !== 'outcome' || [portico, reference].every((each) => outcomes.includes(String(each))));
    },
  }),
  explained({
    id: 'container-override-controller',
    title: '`overrideProvider(C)`, where C is a controller',
    reference: 'Has no effect on the controller.',
    portico: 'The controller is replaced.',
    reason: 'An override that has no effect is easily overlooked.',
    docs: 'testing.md',
    matches: (theCase, { path, portico, reference }) => {
      if (path === 'outcome') return false;
      const shown = (index: number) => new RegExp(`\\bC${index}\\b`).test(JSON.stringify([portico, reference]));
      return theCase.overrides.some(
        (override) =>
          override.by !== 'useModule' &&
          theCase.modules.some(({ controllers }) =>
            controllers.some((index) => override.token === `C${index}` && shown(index)),
          ),
      );
    },
  }),
  explained({
    id: 'container-rejected-value',
    title: '`useValue` with a promise that rejects',
    reference: 'The start succeeds if nothing injects the value.',
    portico: 'The start fails with the error.',
    reason: 'A promise that nobody looks at would otherwise crash the process later.',
    matches: (theCase, difference) =>
      (difference.path === 'outcome' || questionOf(theCase, difference)?.ask === 'load') &&
      has(theCase, 'rejected') &&
      /^boom v:/.test(String(difference.portico)),
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
    id: 'container-failed-load',
    title: 'A module that `LazyModuleLoader` could not load',
    reference: 'Its providers are there, and `get()` finds some of them or says why not.',
    portico: 'Nothing of it is there; it can be loaded again.',
    reason: 'A module is loaded as a whole or not at all.',
    matches: (theCase, difference) => {
      const index = Number(difference.path.slice('answers.'.length));
      return (
        (difference.portico === 'unknown element' || difference.portico === 'unknown module') &&
        theCase.questions.slice(0, index).some(({ ask }) => ask === 'load')
      );
    },
  }),
  explained({
    id: 'container-get-of-several',
    title: '`get(token)` without `strict`, where several modules provide the token and modules import each other',
    reference: 'One of them, in an order of its own.',
    portico: 'The last one, in the order in which the imports are written.',
    reason: 'There is no order in which each follows what it imports.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      if (question?.ask !== 'get' || question.strict === true || !importsInCycles(theCase)) return false;
      const provides = [...theCase.modules, ...theCase.dynamics].filter(({ providers }) =>
        providers.some((each) => (each.kind === 'class' ? `C${each.of}` : each.token) === question.token),
      );
      return provides.length > 1 && !isError(String(difference.portico)) && !isError(String(difference.reference));
    },
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

function graphOf(theCase: ContainerCase): Graph {
  return new Graph(theCase);
}

/** Whether something that is meant is part of a cycle with a forward reference in it. */
function hasForwardCycle(theCase: ContainerCase, isMeant: (token: Token) => boolean = () => true): boolean {
  const graph = graphOf(theCase);
  const cyclic = graph.cyclic();
  return cyclic.some(
    (token) =>
      isMeant(token) &&
      cyclic.some(
        (other) =>
          (other === token || graph.share(token, other)) &&
          graph
            .dependenciesOf(other)
            .some((each) => each.forward && (each.token === other || graph.share(other, each.token))),
      ),
  );
}

function isMadeByFactory({ modules, dynamics, overrides }: ContainerCase, token: Token): boolean {
  return (
    [...modules, ...dynamics].some(({ providers }) =>
      providers.some((provider) => provider.kind === 'useFactory' && provider.token === token),
    ) || overrides.some((override) => override.by === 'useFactory' && override.token === token)
  );
}

/** Whether modules import each other. */
function importsInCycles({ modules, dynamics }: ContainerCase): boolean {
  const importsOf = (module: number) =>
    [modules[module]!, ...dynamics.filter((dynamic) => dynamic.module === module)].flatMap(({ imports }) =>
      imports.map((entry) => ('module' in entry ? entry.module : dynamics[entry.dynamic]!.module)),
    );
  return modules.some((_, start) => {
    const seen = new Set<number>();
    const queue = importsOf(start);
    for (const module of queue) {
      if (module === start) return true;
      if (!seen.has(module)) queue.push(...importsOf(module));
      seen.add(module);
    }
    return false;
  });
}

/** Events in which all instances are finished, and without numbers. */
function finished(events: unknown): unknown {
  return Array.isArray(events) ? events.map((event) => withoutNumber(event).replaceAll('unmade ', '')) : events;
}

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

/** An answer in which the instances of each name are numbered as they come. */
function renumbered(answer: unknown): string {
  const numbers = new Map<string, Map<string, number>>();
  return String(answer).replace(/([\w:@.]+)#(\d+)/g, (_, name: string, number: string) => {
    const known = numbers.get(name) ?? new Map<string, number>();
    numbers.set(name, known);
    if (!known.has(number)) known.set(number, known.size + 1);
    return `${name}#${known.get(number)}`;
  });
}

function withoutNumbers(events: unknown): unknown {
  return Array.isArray(events) ? events.map(withoutNumber) : events;
}

function explained(entry: Omit<ExplainedDifference<ContainerCase>, 'area'>) {
  return { ...entry, area: 'container' as const };
}
