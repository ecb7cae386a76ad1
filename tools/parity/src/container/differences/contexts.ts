import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { ContainerCase, ProviderCase, Question, Token } from '../case.js';
import { questionOf } from '../case-facts.js';
import { isError } from '../compare.js';
import type { Graph } from '../graph.js';
import { graphOf } from './cycles-of.js';
import { beyond, inOrderOf, withoutNumbers } from './events.js';

/** Differences in request-scoped providers, and in the instances that a context keeps. */
export const contextDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  {
    id: 'container-scope-of-forward-references',
    area: 'container',
    title: 'A provider depends on a request-scoped class that uses `forwardRef()`',
    reference:
      'The provider may be created at start-up. It and its instances then receive the object before its constructor has run.',
    portico: 'The provider is request-scoped, too.',
    reason: 'A provider with a request-scoped dependency is request-scoped.',
    docs: 'dependency-injection.md#scopes',
    matches: (theCase, difference) =>
      difference.portico === 'scoped provider' &&
      !isError(String(difference.reference)) &&
      isMadeTooEarly(theCase, tokenAsked(theCase, difference)),
    without: (theCase, difference) =>
      /^(start|close)\.(events|order)$/.test(difference.path) ? withoutEarly(theCase, difference) : difference,
  },
  {
    id: 'container-failed-question',
    area: 'container',
    title: '`create()` or `resolve()` with a missing dependency, in a context',
    reference: 'Other dependencies have already been created, and remain in the context.',
    portico: 'Nothing is created.',
    reason: 'Errors of the dependency graph show before anything is constructed.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, { path, portico, reference, traces }) => {
      const index = Number(/^question\.(\d+)\.(events|order)$/.exec(path)?.[1] ?? -1);
      const context = contextOf(theCase.questions[index]);
      if (context === undefined) return false;
      const [own, other] = [withoutNumbers(portico), withoutNumbers(reference)];
      const more = beyond(own, other);
      const failed = theCase.questions
        .slice(0, index)
        .filter((each, at) => contextOf(each) === context && isError(traces?.portico[at] ?? ''));
      return (
        more.length > 0 &&
        beyond(other, own).length === 0 &&
        more.every((event) => failed.some((each) => makes(graphOf(theCase), each, tokensOf(theCase, event))))
      );
    },
  },
  {
    id: 'container-failed-context',
    area: 'container',
    title: '`create()` or `resolve()` in a context in which an earlier look-up has failed',
    reference: 'It may fail with the same error, even if it does not need the provider that failed.',
    portico: 'It fails only if a provider that it needs fails.',
    reason: 'Look-ups are independent of each other.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const { path, portico, reference, traces } = difference;
      const [, thrown = ''] = /^boom (\w+)$/.exec(String(reference)) ?? [];
      const question = questionOf(theCase, difference);
      const context = contextOf(question);
      if (thrown === '' || context === undefined || isError(String(portico))) return false;
      return (
        !makes(graphOf(theCase), question!, [thrown]) &&
        theCase.questions
          .slice(0, Number(path.slice('answers.'.length)))
          .some((each, at) => contextOf(each) === context && traces?.portico[at] === reference)
      );
    },
  },
];

/** Both sides without the instances that only the reference creates at the start. */
function withoutEarly(theCase: ContainerCase, { path, portico, reference }: Difference): Seen {
  if (!Array.isArray(portico) || !Array.isArray(reference)) return { portico, reference };
  const [own, other] = [withoutNumbers(portico) as string[], withoutNumbers(reference) as string[]];
  const early = beyond(other, own).filter((event) =>
    tokensOf(theCase, event).some((each) => isMadeTooEarly(theCase, each)),
  );
  if (early.length === 0) return { portico, reference };
  // Each gets its own transient instances.
  const more = beyond(other, own).filter(
    (event) => early.includes(event) || tokensOf(theCase, event).some((each) => isTransient(theCase, each)),
  );
  return inOrderOf(path, { portico: own, reference: beyond(other, more) });
}

/** Whether something is request-scoped because it depends on a request-scoped class with a forward reference. */
function isMadeTooEarly(theCase: ContainerCase, token: Token | undefined): boolean {
  if (token === undefined) return false;
  const graph = graphOf(theCase);
  return theCase.classes.some(({ params, properties }, index) => {
    const names = namesOf(theCase, index);
    return (
      [...params, ...properties].some(({ forward }) => forward) &&
      names.some((name) => isPerRequest(theCase, graph, name)) &&
      names.some((name) => name === token || graph.reaches(token, name))
    );
  });
}

export function isPerRequest(theCase: ContainerCase, graph: Graph, token: Token): boolean {
  const scoped = (each: Token) => each === 'REQUEST' || hasScope(theCase, each, 'request');
  return scoped(token) || allTokens(theCase).some((each) => scoped(each) && graph.reaches(token, each));
}

export function isTransient(theCase: ContainerCase, token: Token): boolean {
  return hasScope(theCase, token, 'transient');
}

function hasScope(theCase: ContainerCase, token: Token, scope: 'request' | 'transient'): boolean {
  const isOf = (provider: ProviderCase) => {
    if (provider.kind === 'class' || provider.token !== token) return false;
    if ('scope' in provider && provider.scope === scope) return true;
    return (
      provider.kind === 'useClass' && provider.scope === undefined && theCase.classes[provider.of]?.scope === scope
    );
  };
  return theCase.classes[Number(/^C(\d+)$/.exec(token)?.[1] ?? -1)]?.scope === scope || providersOf(theCase).some(isOf);
}

/** The tokens under which a class is provided. */
export function namesOf(theCase: ContainerCase, index: number): readonly Token[] {
  const provided = providersOf(theCase).flatMap((each) =>
    each.kind === 'useClass' && each.of === index ? [each.token] : [],
  );
  const replaced = theCase.overrides.flatMap((each) =>
    each.by === 'useClass' && each.of === index ? [each.token] : [],
  );
  return [`C${index}`, ...provided, ...replaced];
}

export function allTokens(theCase: ContainerCase): readonly Token[] {
  const provided = providersOf(theCase).flatMap((each) => (each.kind === 'class' ? [] : [each.token]));
  return ['REQUEST', ...theCase.classes.map((_, index) => `C${index}`), ...provided];
}

function providersOf({ modules, dynamics }: ContainerCase): readonly ProviderCase[] {
  return [...modules, ...dynamics].flatMap(({ providers }) => providers);
}

/** The tokens of the provider that an event constructs, or whose hook it is. */
export function tokensOf(theCase: ContainerCase, event: string): readonly Token[] {
  const [, token = ''] = /^(?:\w+ )?(?:f:)?(\w+)/.exec(event) ?? [];
  const [, index] = /^C(\d+)$/.exec(token) ?? [];
  return index === undefined ? [token] : namesOf(theCase, Number(index));
}

function tokenAsked({ questions }: ContainerCase, { path }: Difference): Token | undefined {
  const question = questions[Number(/^answers\.(\d+)$/.exec(path)?.[1] ?? -1)];
  return question && 'token' in question ? question.token : undefined;
}

function contextOf(question: Question | undefined): number | undefined {
  return question && 'context' in question ? question.context : undefined;
}

/** Whether a question asks for something that depends on one of some tokens. */
function makes(graph: Graph, question: Question, tokens: readonly Token[]): boolean {
  const asked = question.ask === 'create' ? `C${question.of}` : 'token' in question ? question.token : '';
  return tokens.some((token) => token === asked || graph.reaches(asked, token));
}
