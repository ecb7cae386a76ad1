import type { ExplainedDifference } from '../../explained-difference.js';
import type { ContainerCase, Token } from '../case.js';
import { questionOf } from '../case-facts.js';
import { isTransient, tokensOf } from './contexts.js';
import { graphOf } from './cycles-of.js';
import { beyond, withoutNumbers, withoutSingle } from './events.js';
import { importsBelow } from './look-ups.js';

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
    title: '`overrideModule(A).useModule(B)` and `select(B)`, or B loaded with `LazyModuleLoader`',
    reference: '`select(B)` does not find B, and loading it creates a second module.',
    portico: 'Both find the B that replaces A.',
    reason: 'A class is one module, however often it is imported.',
    docs: 'testing.md',
    matches: (theCase, { path, portico, reference }) =>
      isOfSubstitute(theCase, path) &&
      (path.startsWith('answers.') ? reference === 'unknown module' : beyond(portico, reference).length === 0),
  },
  {
    id: 'container-override-module',
    area: 'container',
    title:
      '`overrideModule(A).useModule(B)` if B is also imported elsewhere, A is exported, or a dynamic module of A is imported',
    reference:
      'B becomes two modules, `select(B)` may not find it, and its exports may be missing. Dynamic modules of A are not replaced.',
    portico: 'There is one module B, which `select(A)` and `select(B)` find. Dynamic modules of A are replaced, too.',
    reason: 'A class is one module, however often it is imported, and an override without effect is easily overlooked.',
    matches: (theCase, difference) => {
      const meant = overridesThatDiffer(theCase);
      if (meant.length === 0) return false;
      const { path, portico, reference } = difference;
      const outcomes = /^(started|unknown export|unknown dependency|boom .*)$/;
      if (path === 'outcome') return [portico, reference].every((each) => outcomes.test(String(each)));
      const question = questionOf(theCase, difference);
      if (question !== undefined && 'from' in question && meant.some((module) => question.from === module)) return true;
      const names = namesIn(theCase, meant);
      const isNamed = (seen: string) => names.some((name) => seen.includes(name));
      if (Array.isArray(portico ?? reference)) {
        const [own, other] = [withoutNumbers(portico ?? []), withoutNumbers(reference ?? [])];
        return [...beyond(own, other), ...beyond(other, own)].every(isNamed);
      }
      const isOfEach =
        question?.ask === 'each' && names.some((name) => [question.token, `${question.token}@`].includes(name));
      const isOfLoad =
        question?.ask === 'load' &&
        importsBelow(theCase, question.module).some((entry) => 'module' in entry && meant.includes(entry.module));
      return (
        isNamed(`${portico} ${reference}`) ||
        isOfEach ||
        /unknown (module|element)/.test(`${portico} ${reference}`) ||
        (isOfLoad && reference === 'unknown export')
      );
    },
    without: (theCase, difference) => {
      const meant = overridesThatDiffer(theCase);
      if (meant.length === 0 || !/(events|order)$/.test(difference.path)) return difference;
      const names = namesIn(theCase, meant);
      const isNamed = (event: string) => names.some((name) => event.includes(name));
      return withoutSingle(difference, isNamed, isNamed);
    },
  },
];

/** The controllers that are overridden: each by its own name, and that of the class that replaces it. */
function overriddenControllers({ modules, overrides }: ContainerCase): readonly (readonly Token[])[] {
  const controllers = modules.flatMap((module) => module.controllers.map((index) => `C${index}`));
  return overrides.flatMap((override) => {
    if (override.by === 'useModule' || !controllers.includes(override.token)) return [];
    return [override.by === 'useClass' ? [override.token, `C${override.of}`] : [override.token]];
  });
}

/** Whether a module that overrides another one is selected or loaded. */
function isOfSubstitute({ overrides, questions }: ContainerCase, path: string): boolean {
  const question = questions[Number(/^(?:answers|question)\.(\d+)/.exec(path)?.[1] ?? -1)];
  const asked = question?.ask === 'load' ? question.module : question && 'from' in question ? question.from : undefined;
  return overrides.some((override) => override.by === 'useModule' && override.instead === asked);
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
  }
  return [...reached].flatMap((index) => {
    const parts = [modules[index]!, ...dynamics.filter(({ module }) => module === index)];
    const providers = parts.flatMap((part) => part.providers);
    const classes = [...modules[index]!.controllers, ...providers.flatMap((each) => ('of' in each ? [each.of] : []))];
    // Overridden providers have the names of their replacements.
    const instead = overrides.flatMap((override) =>
      override.by === 'useClass' &&
      providers.some((each) => (each.kind === 'class' ? `C${each.of}` : each.token) === override.token)
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
