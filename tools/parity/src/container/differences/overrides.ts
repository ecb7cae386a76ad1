import type { ExplainedDifference } from '../../explained-difference.js';
import type { ContainerCase, Token } from '../case.js';
import { importsBelow, questionAt, questionOf, tokenOfProvider } from '../case-facts.js';
import { isAnswerOf, isReached, thrownIn } from './answers.js';
import { isTransient, tokensOf } from './contexts.js';
import { graphOf } from './cycles-of.js';
import { beyond, withoutNumbers, withoutSingle } from './events.js';
import { partsBelow } from './parts.js';

/** Differences in overrides in tests. */
export const overrideDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  {
    id: 'container-override-controller',
    area: 'container',
    title: '`overrideProvider(C)` if C is a controller',
    reference: 'It has no effect on the controller.',
    portico: 'The controller is replaced.',
    reason: 'An override without effect is easily overlooked.',
    docs: 'testing.md',
    matches: (theCase, { path, portico, reference }) => {
      // If the controller is not replaced, its own dependencies may be missing or fail.
      if (path === 'outcome')
        return (
          portico === 'started' &&
          /^(unknown dependency|circular dependency|boom .*)$/.test(String(reference)) &&
          theCase.overrides.some(
            ({ by, ...override }) =>
              by !== 'useModule' &&
              theCase.modules.some(({ controllers }) =>
                controllers.some(
                  (index) =>
                    'token' in override &&
                    override.token === `C${index}` &&
                    [...theCase.classes[index]!.params, ...theCase.classes[index]!.properties].length > 0,
                ),
              ),
          )
        );
      if (!path.startsWith('answers.')) return false;
      const text = JSON.stringify([portico, reference]);
      return overriddenControllers(theCase)
        .flat()
        .some((name) => new RegExp(`\\b${name}\\b`).test(text));
    },
    without: (theCase, difference) => {
      if (!/(events|order)$/.test(difference.path)) return difference;
      const graph = graphOf(theCase);
      const meant = overriddenControllers(theCase);
      // The controller, its replacement, and the transient instances that they inject.
      const isMeant = (token: Token) =>
        meant.some(
          (names) =>
            names.includes(token) || (isTransient(theCase, token) && names.some((name) => graph.reaches(name, token))),
        );
      const isOfMeant = (event: string) => tokensOf(theCase, event).some(isMeant);
      return withoutSingle(difference, isOfMeant, isOfMeant);
    },
  },
  {
    id: 'container-override-module-selected',
    area: 'container',
    title:
      '`overrideModule(A).useModule(B)` and `select(B)`, or `LazyModuleLoader` loads B, or a module that imports A or B',
    reference: '`select(B)` does not find B, and loading creates a second module B.',
    portico: 'Both find the B that replaces A.',
    reason: 'A class is one module, however often it is imported.',
    docs: 'testing.md',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!isOfSubstitute(theCase, path)) return false;
      const question = questionOf(theCase, difference);
      if (question === undefined) return beyond(withoutNumbers(portico), withoutNumbers(reference)).length === 0;
      if (question.ask === 'load')
        return isAnswerOf(theCase, question, portico) && String(reference).startsWith(`M${question.module}#`);
      return (
        reference === 'unknown module' && (portico === 'unknown element' || isAnswerOf(theCase, question, portico))
      );
    },
  },
  {
    id: 'container-override-module',
    area: 'container',
    title:
      '`overrideModule(A).useModule(B)` if B is also imported elsewhere, A is exported, or a dynamic module of A is imported',
    reference:
      'B becomes two modules, `select(B)` may not find it, and its exports may be missing. Dynamic modules of A are not replaced, nor is B, if it is overridden itself.',
    portico:
      'There is one module B, which `select(A)` and `select(B)` find. All imports of a module that is overridden are replaced.',
    reason: 'A class is one module, however often it is imported, and an override without effect is easily overlooked.',
    matches: (theCase, difference) => {
      const meant = overridesThatDiffer(theCase);
      if (meant.length === 0) return false;
      const { path, portico, reference } = difference;
      if (path === 'outcome') {
        const isMissing = /^unknown (?:export|dependency)$/;
        return (
          (isMissing.test(String(reference)) && isReached(portico)) ||
          (isMissing.test(String(portico)) && reference === 'started') ||
          (isReached(portico) && failsInReplaced(theCase, String(reference)))
        );
      }
      if (Array.isArray(portico ?? reference)) {
        const [own, other] = [withoutNumbers(portico ?? []) as string[], withoutNumbers(reference ?? []) as string[]];
        const { isOwn, isOther } = partsOf(theCase, path, meant, { own, other });
        return beyond(own, other).every(isOwn) && beyond(other, own).every(isOther);
      }
      const question = questionOf(theCase, difference);
      if (question === undefined) return false;
      if (question.ask === 'load') {
        const imports = importsBelow(theCase, question.module);
        return (
          reference === 'unknown export' &&
          imports.some((entry) => 'module' in entry && meant.includes(entry.module)) &&
          isAnswerOf(theCase, question, portico)
        );
      }
      // What a dynamic module provides does not exist if the module is replaced.
      const isReplaced = /^unknown (?:element|module|dependency)$/.test(String(portico)) && isDynamicReplaced(theCase);
      if (!isReplaced && !isAnswerOf(theCase, question, portico)) return false;
      const names = namesIn(theCase, meant);
      return (
        ('from' in question && meant.some((module) => question.from === module)) ||
        reference === 'unknown module' ||
        names.some((name) => `${portico} ${reference}`.includes(name)) ||
        ('token' in question &&
          (question.ask === 'each' || isReplaced) &&
          names.some((name) => [question.token, `${question.token}@`].includes(name)))
      );
    },
    without: (theCase, difference) => {
      const meant = overridesThatDiffer(theCase);
      if (meant.length === 0 || !/(events|order)$/.test(difference.path)) return difference;
      const [own, other] = [difference.portico ?? [], difference.reference ?? []].map(withoutNumbers) as string[][];
      const { isOwn, isOther } = partsOf(theCase, difference.path, meant, { own: own!, other: other! });
      return withoutSingle(difference, isOwn, isOther);
    },
  },
];

/**
 * Which events of modules that an override concerns only one side shows. The second module of a class constructs what
 * the first one does, and optional dependencies of its importers may be missing. Only if a module is replaced that the
 * reference does not replace, other things are constructed.
 */
function partsOf(
  theCase: ContainerCase,
  path: string,
  meant: readonly number[],
  { own, other }: { readonly own: readonly string[]; readonly other: readonly string[] },
): { readonly isOwn: (event: string) => boolean; readonly isOther: (event: string) => boolean } {
  const names = namesIn(theCase, meant);
  const isNamed = (event: string) => names.some((name) => event.includes(name));
  const isReplacedHere = isDynamicReplaced(theCase) || isChained(theCase);
  const headOf = (event: string) => event.replace(/\(.*$/, '');
  const lacks = (event: string) => event.includes('undefined');
  return {
    isOwn: (event) =>
      (isNamed(event) && (isReplacedHere || other.some((each) => lacks(each) && headOf(each) === headOf(event)))) ||
      (lacks(event) && isReplacedHere && other.some((each) => isNamed(each) && headOf(each) === headOf(event))),
    isOther: (event) =>
      // While a module is loaded, the first module of the class exists already.
      (isNamed(event) && (isReplacedHere || path.startsWith('question.') || own.includes(event))) ||
      (lacks(event) && own.some((each) => isNamed(each) && headOf(each) === headOf(event))),
  };
}

function isDynamicReplaced({ overrides, dynamics }: ContainerCase): boolean {
  return overrides.some((each) => each.by === 'useModule' && dynamics.some(({ module }) => module === each.module));
}

/** Whether a provider fails that belongs to a dynamic module which is replaced. */
function failsInReplaced({ overrides, dynamics }: ContainerCase, outcome: string): boolean {
  const thrown = thrownIn(outcome);
  return dynamics.some(
    ({ module, providers }) =>
      overrides.some((each) => each.by === 'useModule' && each.module === module) &&
      providers.some((each) => tokenOfProvider(each) === thrown),
  );
}

/** Whether a module that replaces another one is replaced, too. */
function isChained({ overrides }: ContainerCase): boolean {
  const instead = overrides.flatMap((each) => (each.by === 'useModule' ? [each.instead] : []));
  return overrides.some((each) => each.by === 'useModule' && instead.includes(each.module));
}

/** The controllers that are overridden: each by its own name, and that of the class that replaces it. */
function overriddenControllers({ modules, overrides }: ContainerCase): readonly (readonly Token[])[] {
  const controllers = modules.flatMap((module) => module.controllers.map((index) => `C${index}`));
  return overrides.flatMap((override) => {
    if (override.by === 'useModule' || !controllers.includes(override.token)) return [];
    return [override.by === 'useClass' ? [override.token, `C${override.of}`] : [override.token]];
  });
}

/** Whether a module that overrides another one is selected, or loaded by itself or with one that imports it. */
function isOfSubstitute(theCase: ContainerCase, path: string): boolean {
  const question = questionAt(theCase, path);
  const loaded = question?.ask === 'load' ? partsBelow(theCase, question.module) : undefined;
  return theCase.overrides.some((override) => {
    if (override.by !== 'useModule') return false;
    if (loaded) return loaded.has(`M${override.instead}`) || loaded.has(`M${override.module}`);
    return question !== undefined && 'from' in question && question.from === override.instead;
  });
}

/** The modules of overrides that the reference does not apply to all imports: the replaced ones and their replacements. */
function overridesThatDiffer({ overrides, modules, dynamics }: ContainerCase): number[] {
  return overrides.flatMap((override) => {
    if (override.by !== 'useModule') return [];
    const isDynamic = dynamics.some(({ module }) => module === override.module);
    const isElsewhere = [...modules, ...dynamics].some(({ imports }) =>
      imports.some((entry) => 'module' in entry && entry.module === override.instead),
    );
    const isExported = [...modules, ...dynamics].some(({ exports }) => exports.includes(`M${override.module}`));
    return isDynamic || isElsewhere || isExported ? [override.module, override.instead] : [];
  });
}

/** How modules, and what is in them and below them, are named in events. */
function namesIn({ modules, dynamics, overrides }: ContainerCase, meant: readonly number[]): string[] {
  const reached = new Set(meant);
  for (const index of reached) {
    const parts = [modules[index]!, ...dynamics.filter(({ module }) => module === index)];
    for (const { imports } of parts)
      for (const entry of imports) reached.add('module' in entry ? entry.module : dynamics[entry.dynamic]!.module);
    for (const override of overrides)
      if (override.by === 'useModule' && override.module === index) reached.add(override.instead);
  }
  return [...reached].flatMap((index) => {
    const parts = [modules[index]!, ...dynamics.filter(({ module }) => module === index)];
    const providers = parts.flatMap((part) => part.providers);
    const classes = [...modules[index]!.controllers, ...providers.flatMap((each) => ('of' in each ? [each.of] : []))];
    // Overridden providers have the names of their replacements.
    const instead = overrides.flatMap((override) =>
      override.by === 'useClass' && providers.some((each) => tokenOfProvider(each) === override.token)
        ? [override.of]
        : [],
    );
    return [
      `M${index}`,
      ...[...classes, ...instead].map((each) => `C${each}`),
      ...providers.flatMap((each) => ('token' in each ? [`${each.token}@`] : [])),
    ];
  });
}
