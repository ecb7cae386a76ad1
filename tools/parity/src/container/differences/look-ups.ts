import { isDeepStrictEqual } from 'node:util';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { ContainerCase, Question, Token } from '../case.js';
import { has, importsBelow, questionAt, questionOf } from '../case-facts.js';
import { isError } from '../compare.js';
import { isAnswerOf } from './answers.js';
import { isPerRequest, isTransient, tokensOf } from './contexts.js';
import { graphOf, hasForwardCycle } from './cycles-of.js';
import { beyond, headsOf, namesOf, withoutNumbers } from './events.js';

/** What is found when an application is asked. */
export const lookUpDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  {
    id: 'container-select-dynamic',
    area: 'container',
    title: '`app.select(M)` if M is imported only as one dynamic module',
    reference: 'M is not found, unless the same object is passed.',
    portico: 'M is found by its class.',
    reason: 'There is only one module with this class.',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      if (difference.reference !== 'unknown module' || question === undefined || !('from' in question)) return false;
      const from = question.from;
      const imports = importsBelow(withReplacedModules(theCase), 0);
      return (
        theCase.dynamics.some(({ module }) => module === from) &&
        !imports.some((entry) => 'module' in entry && entry.module === from) &&
        isAnswerOf(theCase, question, difference.portico)
      );
    },
  },
  {
    id: 'container-each-promise',
    area: 'container',
    title: '`get(token, { each: true })` if `useValue` is a promise',
    reference: 'The promise, unless a provider injects the value.',
    portico: 'The resolved value.',
    reason: 'The result does not depend on other providers.',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      return (
        question?.ask === 'each' &&
        String(difference.reference).includes('a promise') &&
        isAnswerOf(theCase, question, difference.portico)
      );
    },
  },
  {
    id: 'container-strict-application',
    area: 'container',
    title: '`app.get(token, { strict: true })` on the application',
    reference: 'Finds nothing.',
    portico: 'Searches the root module.',
    reason: 'The result is the same as with `app.select(AppModule)`.',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      return (
        question !== undefined &&
        'strict' in question &&
        question.strict === true &&
        !('from' in question) &&
        difference.reference === 'unknown element' &&
        isAnswerOf(theCase, question, difference.portico)
      );
    },
  },
  {
    id: 'container-resolve-undefined',
    area: 'container',
    title: '`resolve()` of a provider whose factory returns `undefined` or `null`',
    reference: 'Throws an error about an unknown provider.',
    portico: 'Resolves to the result of the factory.',
    reason: 'The provider exists.',
    matches: (_theCase, { portico, reference }) =>
      (portico === 'undefined' || portico === 'null') && reference === 'unknown element',
  },
  {
    id: 'container-create-scoped',
    area: 'container',
    title: '`moduleRef.create(C)` without a context if C is request-scoped',
    reference: 'Throws if C injects a transient provider.',
    portico: 'Creates C, unless one of its dependencies is request-scoped.',
    reason: 'The scope of C has no effect, because C is not created as a provider of the module.',
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
    title:
      '`moduleRef.create()`, or `resolve()` of a transient or request-scoped provider, if it or one of its request-scoped dependencies injects a transient provider, and injects it again through another transient provider',
    reference: 'Both receive the same instance.',
    portico: 'Each receives a separate instance, as at start-up.',
    reason: 'Each dependent of a transient provider has its own instance.',
    docs: 'dependency-injection.md#scopes',
    matches: (theCase, { path, portico, reference }) => {
      const question = questionAt(theCase, path);
      return (
        question !== undefined &&
        !isError(String(portico)) &&
        !isError(String(reference)) &&
        madeBy(theCase, question).some((token) => injectsTwice(theCase, token)) &&
        // The same kinds of objects, and more of them.
        isDeepStrictEqual(new Set(namesOf(portico)), new Set(namesOf(reference))) &&
        namesOf(portico).length >= namesOf(reference).length
      );
    },
  },
  {
    id: 'container-create-property',
    area: 'container',
    title: '`moduleRef.create(C)` if a property of C injects a transient provider',
    reference: 'The property may be `undefined`, or the object before its constructor has run.',
    portico: 'The property is set to a constructed instance.',
    reason: 'Properties are injected like parameters.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, { path, portico, reference }) => {
      const question = questionAt(theCase, path);
      if (question?.ask !== 'create' || !has(theCase, 'transient')) return false;
      if (theCase.classes[question.of]!.properties.length === 0) return false;
      if (path.startsWith('question.')) return beyond(withoutNumbers(reference), withoutNumbers(portico)).length === 0;
      const injected = (answer: unknown) => String(answer).match(/\bp\d+: /g) ?? [];
      return (
        beyond(namesOf(reference), namesOf(portico)).length === 0 &&
        beyond(injected(reference), injected(portico)).length === 0 &&
        (injected(portico).length > injected(reference).length || /\bp\d+: unmade /.test(String(reference)))
      );
    },
  },
  {
    id: 'container-create-hangs',
    area: 'container',
    title: '`moduleRef.create(C)` if C is part of a cycle with `forwardRef()` and a transient provider',
    reference: '`create()` may never settle.',
    portico: 'It resolves to the instance.',
    reason: 'The cycle is valid.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, difference) => {
      const question = questionOf(theCase, difference);
      if (question?.ask !== 'create' || difference.reference !== 'boom hangs') return false;
      const asked = `C${question.of}`;
      const graph = graphOf(theCase);
      return (
        !isError(String(difference.portico)) &&
        hasForwardCycle(
          theCase,
          (token) => isTransient(theCase, token) && (token === asked || graph.reaches(asked, token)),
        )
      );
    },
  },
  {
    id: 'container-create-unfinished',
    area: 'container',
    title: '`moduleRef.create(C)` if C injects a transient provider with dependencies',
    reference: 'C may receive `undefined`, or the object before its constructor has run.',
    portico: 'C receives the constructed object.',
    reason: 'A constructor can use its dependencies.',
    docs: 'dependency-injection.md#look-up-providers-at-run-time',
    matches: (theCase, { path, portico, reference }) => {
      const question = questionAt(theCase, path);
      const isUnfinished = (seen: unknown) => /unmade |\bundefined\b/.test(JSON.stringify(seen ?? ''));
      if (question?.ask !== 'create' || !isUnfinished(reference) || isUnfinished(portico)) return false;
      const graph = graphOf(theCase);
      const isBelow = (token: Token) => graph.reaches(`C${question.of}`, token);
      if (
        !graph
          .tokens()
          .some((each) => isTransient(theCase, each) && graph.dependenciesOf(each).length > 0 && isBelow(each))
      )
        return false;
      if (path.startsWith('answers.')) return isPartOfAnswer(reference, portico);
      // What the reference leaves out is constructed.
      const more = beyond(headsOf(portico), headsOf(reference));
      return (
        beyond(headsOf(reference), headsOf(portico)).length === 0 &&
        more.every((event) => tokensOf(theCase, event).some(isBelow))
      );
    },
  },
];

/** Whether an answer names the same object with the same kinds of objects in it as another one, or fewer of them. */
function isPartOfAnswer(answer: unknown, whole: unknown): boolean {
  const made = namesOf(answer).filter((name) => name !== 'undefined');
  return made[0] === namesOf(whole)[0] && made.every((name) => namesOf(whole).includes(name));
}

/** What a question makes: the asked class, if it is not a singleton, and its request-scoped dependencies. */
function madeBy(theCase: ContainerCase, question: Question): readonly Token[] {
  if (question.ask !== 'create' && question.ask !== 'resolve') return [];
  const graph = graphOf(theCase);
  const asked = question.ask === 'create' ? `C${question.of}` : question.token;
  const isMade = question.ask === 'create' || isTransient(theCase, asked) || isPerRequest(theCase, graph, asked);
  const below = graph.tokens().filter((each) => graph.reaches(asked, each) && isPerRequest(theCase, graph, each));
  return isMade ? [asked, ...below] : below;
}

/** Whether a provider injects a transient provider, and something else that injects it, too. */
function injectsTwice(theCase: ContainerCase, asked: Token): boolean {
  const graph = graphOf(theCase);
  const tokens = graph.dependenciesOf(asked).map(({ token }) => token);
  return (
    has(theCase, 'transient') &&
    tokens.some((token, at) =>
      tokens.some((other, place) => place !== at && (other === token || graph.reaches(other, token))),
    )
  );
}

/** The case with the imports of what replaces a module in a test in place of those of the module. */
function withReplacedModules(theCase: ContainerCase): ContainerCase {
  const modules = theCase.modules.map((module, index) => {
    const override = theCase.overrides.find((each) => each.by === 'useModule' && each.module === index);
    return override?.by === 'useModule' ? theCase.modules[override.instead]! : module;
  });
  return { ...theCase, modules };
}
