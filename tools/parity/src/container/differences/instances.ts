import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { ContainerCase, Token } from '../case.js';
import { dependenciesOf, has, isOfLoading, questionOf, usesContexts } from '../case-facts.js';
import { isAnswerOf, isRight } from './answers.js';
import { allTokens, isPerRequest, isTransient, tokensOf } from './contexts.js';
import { graphOf } from './cycles-of.js';
import {
  beyond,
  headsOf,
  inOrderOf,
  renumbered,
  sameEvents,
  withoutNumber,
  withoutNumbers,
  withoutSingle,
} from './events.js';

/** Which instances there are. */
export const instanceDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  {
    id: 'container-class-listed-again',
    area: 'container',
    title: 'A transient or request-scoped class is listed again after another provider with the class as its token',
    reference:
      'The other provider is constructed, too, `get()` finds it, dependents may receive it, and missing dependencies of the class are not detected.',
    portico: 'The class, which is listed last, is the provider.',
    reason: 'Of several providers with the same token, the last one is used.',
    matches: (theCase, difference) => {
      const { classes, modules, dynamics } = theCase;
      const isAnswer = difference.path.startsWith('answers.');
      if (isAnswer && !isScopedForPortico(difference) && !isRight(theCase, difference)) return false;
      if (!isAnswer && !/\.(events|order)$/.test(difference.path) && !isUnknownToPortico(difference)) return false;
      const graph = graphOf(theCase);
      // Those of a dynamic module follow those of its class.
      return [
        ...modules,
        ...dynamics.map((dynamic) => ({ providers: [...modules[dynamic.module]!.providers, ...dynamic.providers] })),
      ].some(({ providers }) =>
        providers.some((entry, index) => {
          if (entry.kind === 'class' || !/^C\d+$/.test(entry.token)) return false;
          const of = Number(entry.token.slice(1));
          const isAgain = providers.slice(index + 1).some((each) => each.kind === 'class' && each.of === of);
          if (!isAgain || !/^(transient|request)$/.test(classes[of]!.scope ?? '')) return false;
          const made = entry.kind === 'useClass' ? `C${entry.of}#` : `${entry.token}@`;
          if (isAnswer) return String(difference.reference).includes(made);
          if (difference.path === 'outcome') return classes[of]!.params.length + classes[of]!.properties.length > 0;
          // What depends on a request-scoped class is made for each request, and otherwise at the start.
          const isMadeElsewhere = (event: string) =>
            classes[of]!.scope === 'request' &&
            tokensOf(theCase, event).some((token) => token === entry.token || graph.reaches(token, entry.token));
          return (
            beyond(difference.portico, difference.reference).every(isMadeElsewhere) &&
            beyond(difference.reference, difference.portico).every(
              (event) => event.includes(made) || isMadeElsewhere(event),
            )
          );
        }),
      );
    },
  },
  {
    id: 'container-inquirer',
    area: 'container',
    title: '`INQUIRER` in a provider that is not transient, or whose dependent uses `forwardRef()`',
    reference:
      'A controller receives its own instance before its constructor has run. A provider that is constructed for a factory or an alias receives `null`. A dependent that uses `forwardRef()` is injected as the instance itself.',
    portico:
      '`undefined` if no class injects the provider. Otherwise an object with the prototype of the class that injects it; of several classes, the one for which it is constructed.',
    reason: 'The class of the dependent is known, but its instance does not exist yet.',
    docs: 'dependency-injection.md#scopes',
    matches: (theCase, { path, portico, reference }) => {
      if (!dependenciesOf(theCase).some(({ token }) => token === 'INQUIRER')) return false;
      if (!path.startsWith('answers.'))
        return /unmade|null/.test(JSON.stringify(reference ?? '')) && sameEvents(headsOf(portico), headsOf(reference));
      const finishedAnswer = (answer: unknown) => withoutNumber(answer).replaceAll('unmade ', '');
      if (String(portico) === withoutFilled(theCase, String(reference), String(portico))) return true;
      // Of several dependents, the first one that needs the provider counts.
      const anonymous = (answer: unknown) =>
        renumbered(answer).replaceAll(/unmade C\d+|\bundefined\b|\bnull\b/g, 'unmade');
      return (
        String(portico).includes('undefined') ||
        finishedAnswer(portico) === finishedAnswer(reference) ||
        anonymous(portico) === anonymous(reference)
      );
    },
    without: (theCase, difference) =>
      /(events|order)$/.test(difference.path) ? withoutInquirers(theCase, difference) : difference,
  },
  {
    id: 'container-alias-of-alias',
    area: 'container',
    title: '`useExisting` refers to another `useExisting` of a transient provider',
    reference: 'Both return the same instance.',
    portico: 'Each returns a separate instance.',
    reason: 'An alias is one dependent of the provider to which it finally refers.',
    without: (theCase, difference) => {
      if (!/^(start|close)\./.test(difference.path) && !isOfLoading(theCase, difference.path)) return difference;
      const behind = behindAliases(theCase);
      return withoutSingle(
        difference,
        (event) => tokensOf(theCase, event).some((token) => behind.has(token)),
        () => false,
      );
    },
  },
  {
    id: 'container-shared-value',
    area: 'container',
    title: 'The same object with lifecycle hooks is the `useValue` of several modules',
    reference: 'Its hooks are called once for each module.',
    portico: 'Its hooks are called once.',
    reason: 'It is one object.',
    without: (theCase, difference) =>
      /^(start|close)\./.test(difference.path) && has(theCase, 'hooked') && theCase.dynamics.length > 0
        ? withoutRepeatedHooks(difference)
        : difference,
  },
  {
    id: 'container-transient-for-nobody',
    area: 'container',
    title: 'A request-scoped provider injects a transient provider',
    reference: 'Unused instances of the transient provider may be created at start-up, or when its module is loaded.',
    portico: 'Fewer unused instances are created.',
    reason: 'Each request creates its own instances.',
    docs: 'dependency-injection.md#scopes',
    without: (theCase, difference) => {
      const isOfStart =
        /^(start|close)\.(events|order)$/.test(difference.path) || isOfLoading(theCase, difference.path);
      if (!isOfStart || !usesContexts(theCase)) return difference;
      const graph = graphOf(theCase);
      const perRequest = allTokens(theCase).filter((token) => isPerRequest(theCase, graph, token));
      // The class of a module may depend on a request-scoped provider, too.
      const ofModules = theCase.modules
        .map(({ params }) => params.map(({ token }) => token))
        .filter((tokens) => tokens.some((token) => perRequest.includes(token)))
        .flat();
      const isUnused = (token: Token) =>
        isTransient(theCase, token) &&
        (ofModules.includes(token) || [...perRequest, ...ofModules].some((each) => graph.reaches(each, token)));
      return withoutSingle(
        difference,
        () => false,
        (event) => tokensOf(theCase, event).some(isUnused),
      );
    },
  },
  {
    id: 'container-transient-controller',
    area: 'container',
    title: 'A controller with `Scope.TRANSIENT`',
    reference:
      'With dependencies, the controller and its transient dependencies are not constructed. Without, there is one instance that `get()` does not return.',
    portico: 'One instance handles all requests.',
    reason: 'Controllers cannot be injected, so there is no reason for several instances.',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const controllers = transientControllers(theCase);
      const question = questionOf(theCase, difference);
      const isOfLoad = question?.ask === 'load';
      if (path === 'outcome' || (isOfLoad && /^boom /.test(String(portico))))
        // What it throws, in its constructor or in a hook, shows only where it is made.
        return (
          (isOfLoad || reference === 'started') &&
          controllers.some((index) => {
            const { throws, failing } = theCase.classes[index]!;
            return (throws === true && portico === `boom C${index}`) || portico === `boom ${failing}`;
          })
        );
      return (
        question !== undefined &&
        'token' in question &&
        controllers.some((index) => question.token === `C${index}`) &&
        isAnswerOf(theCase, question, portico)
      );
    },
    without: (theCase, difference) => {
      const controllers = transientControllers(theCase);
      if (controllers.length === 0 || !/(events|order)$/.test(difference.path)) return difference;
      const graph = graphOf(theCase);
      const isOfOne = (token: Token) =>
        controllers.some(
          (index) => token === `C${index}` || (isTransient(theCase, token) && graph.reaches(`C${index}`, token)),
        );
      return withoutSingle(
        difference,
        (event) => tokensOf(theCase, event).some(isOfOne),
        () => false,
      );
    },
  },
  {
    id: 'container-rejected-value',
    area: 'container',
    title: '`useValue` with a promise that rejects',
    reference: 'The application starts if no provider injects the value.',
    portico: 'Start-up fails with the error.',
    reason: 'An unhandled rejection would otherwise crash the process later.',
    matches: (theCase, difference) =>
      (difference.path === 'outcome' || questionOf(theCase, difference)?.ask === 'load') &&
      has(theCase, 'rejected') &&
      /^boom v:/.test(String(difference.portico)),
  },
];

/** The transient providers to which an alias of an alias refers, and those that they inject. */
function behindAliases({ modules, dynamics, ...rest }: ContainerCase): ReadonlySet<Token> {
  const theCase = { modules, dynamics, ...rest };
  const aliases = [...modules, ...dynamics].flatMap(({ providers }) =>
    providers.flatMap((each) => (each.kind === 'useExisting' ? [each] : [])),
  );
  const graph = graphOf(theCase);
  const isOfAlias = ({ existing }: { existing: Token }) => aliases.some(({ token }) => token === existing);
  const targets = aliases.filter(isOfAlias).map(({ existing }) => existing);
  const reached = allTokens(theCase).filter((token) => targets.some((target) => graph.reaches(target, token)));
  return new Set([...targets, ...reached].filter((token) => isTransient(theCase, token)));
}

/** An answer without the properties that inject `INQUIRER`, where another answer lacks them: `undefined` is not shown. */
function withoutFilled({ classes }: ContainerCase, answer: string, other: string): string {
  const keys = classes.flatMap(({ properties }) =>
    properties.flatMap(({ token }, index) => (token === 'INQUIRER' ? [`p${index}`] : [])),
  );
  const filled = new RegExp(`, (?:${keys.join('|') || 'none'}): (?:unmade C\\d+|C\\d+#\\d+'*)(?=[ ,])`, 'g');
  let left = 0;
  return answer.replaceAll(filled, (property, at: number) => {
    if (other.startsWith(property, at - left)) return property;
    left += property.length;
    return '';
  });
}

/** Both sides with a placeholder where an event has got its `INQUIRER`. */
function withoutInquirers(theCase: ContainerCase, { path, portico, reference }: Difference): Seen {
  const hide = (event: string): string => {
    const [, head, made, args] = /^((?:new |f:)([\w@.]+)(?:#\d+)?)\((.*)\)$/.exec(event) ?? [];
    const places = made === undefined ? [] : inquirerPlaces(theCase, made);
    if (head === undefined || places.length === 0) return event;
    const shown = args!.split(', ').map((arg, at) => (places.includes(at) ? 'INQUIRER' : arg));
    return `${head}(${shown.join(', ')})`;
  };
  const change = (events: unknown) => (Array.isArray(events) ? (events as string[]).map(hide) : events);
  return inOrderOf(path, { portico: change(portico), reference: change(reference) });
}

/** At which parameters a class `C0`, or a factory `S0@M0.1`, injects `INQUIRER`. */
function inquirerPlaces({ classes, modules, dynamics }: ContainerCase, made: string): readonly number[] {
  const [, kind, index, place] = /@?([CMD])(\d+)(?:\.(\d+))?$/.exec(made) ?? [];
  const provider =
    place === undefined ? undefined : (kind === 'M' ? modules : dynamics)[Number(index)]?.providers[Number(place)];
  const asked =
    provider?.kind === 'useFactory'
      ? provider.inject
      : kind === 'C'
        ? classes[Number(index)]?.params
        : modules[Number(index)]?.params;
  return (asked ?? []).flatMap(({ token }, at) => (token === 'INQUIRER' ? [at] : []));
}

/** Whether only Portico says that a provider cannot be got without a context. */
function isScopedForPortico({ portico, reference }: Difference): boolean {
  return portico === 'scoped provider' && reference !== 'scoped provider';
}

/** Whether only Portico misses a dependency. */
function isUnknownToPortico({ path, portico, reference }: Difference): boolean {
  return path === 'outcome' && portico === 'unknown dependency' && reference === 'started';
}

/** The classes of transient controllers. */
function transientControllers({ classes, modules }: ContainerCase): readonly number[] {
  return modules.flatMap(({ controllers }) => controllers.filter((index) => classes[index]?.scope === 'transient'));
}

/** Both sides without the hooks of values that the reference calls several times, and Portico once. */
function withoutRepeatedHooks({ path, portico, reference }: Difference): Seen {
  if (!Array.isArray(portico) || !Array.isArray(reference)) return { portico, reference };
  const count = (events: unknown[], event: unknown) => events.filter((each) => each === event).length;
  const isRepeated = (event: unknown) =>
    /^(on|before)\w+ v:/.test(String(event)) && count(reference, event) > 1 && count(portico, event) === 1;
  const kept = (events: unknown[]) => events.filter((event) => !isRepeated(event));
  if (!reference.some(isRepeated)) return { portico, reference };
  // Where the order differs, so do the numbers of instances.
  return inOrderOf(path, { portico: withoutNumbers(kept(portico)), reference: withoutNumbers(kept(reference)) });
}
