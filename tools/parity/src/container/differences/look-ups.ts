import type { ExplainedDifference } from '../../explained-difference.js';
import type { ContainerCase } from '../case.js';
import { questionOf } from '../case-facts.js';
import { isError } from '../compare.js';
import { importsInCycles } from './cycles-of.js';
import { isPart } from './events.js';

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
      const imports = [...theCase.modules, ...theCase.dynamics].flatMap((module) => module.imports);
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
      return question?.ask === 'each' && question.strict === true;
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
    id: 'container-get-of-several',
    area: 'container',
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
  },
  {
    id: 'container-lazy-get',
    area: 'container',
    title: '`app.get()` and `app.select()` of a lazily loaded module',
    reference: 'Find it only through the `ModuleRef` that loading returned.',
    portico: 'Find it.',
    reason: 'The module is part of the application by then.',
    matches: (theCase, difference) =>
      (difference.reference === 'unknown element' || difference.reference === 'unknown module') &&
      questionOf(theCase, difference) !== undefined &&
      theCase.questions.some(({ ask }) => ask === 'load'),
  },
];
