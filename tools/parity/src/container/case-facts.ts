import type { Difference } from '../area.js';
import type { ContainerCase, Dependency, ImportCase, ProviderCase, Question, Token } from './case.js';

/** The token that a provider has: that of a class is its name. */
export function tokenOfProvider(provider: ProviderCase): Token {
  return provider.kind === 'class' ? `C${provider.of}` : provider.token;
}

/** All dependencies in a case. */
export function dependenciesOf(theCase: ContainerCase): readonly Dependency[] {
  const factories = [...theCase.modules, ...theCase.dynamics].flatMap(({ providers }) =>
    providers.flatMap((provider) => (provider.kind === 'useFactory' ? provider.inject : [])),
  );
  const classes = theCase.classes.flatMap(({ params, properties }) => [...params, ...properties]);
  return [...factories, ...classes, ...theCase.modules.flatMap(({ params }) => params)];
}

/** Whether something in a case is request-scoped. */
export function usesContexts(theCase: ContainerCase): boolean {
  return has(theCase, 'request') || dependenciesOf(theCase).some(({ token }) => token === 'REQUEST');
}

/** Whether a word is among the values of a case. */
export function has(theCase: ContainerCase, word: string): boolean {
  return JSON.stringify(theCase).includes(`"${word}"`);
}

/** The question whose answer differs. */
export function questionOf(theCase: ContainerCase, { path }: Difference): Question | undefined {
  return path.startsWith('answers.') ? theCase.questions[Number(path.slice('answers.'.length))] : undefined;
}

/** The question whose answer, or what is constructed for it, differs. */
export function questionAt({ questions }: ContainerCase, path: string): Question | undefined {
  return questions[Number(/^(?:answers|question)\.(\d+)/.exec(path)?.[1] ?? -1)];
}

/** Whether a difference is in what loading a module has made. */
export function isOfLoading(theCase: ContainerCase, path: string): boolean {
  return path.startsWith('question.') && questionAt(theCase, path)?.ask === 'load';
}

/** The imports of the modules that one leads to. */
export function importsBelow({ modules, dynamics }: ContainerCase, start: number): ImportCase[] {
  const imports = [...modules[start]!.imports];
  const seen = new Set<string>();
  for (const entry of imports) {
    if (seen.has(JSON.stringify(entry))) continue;
    seen.add(JSON.stringify(entry));
    const dynamic = 'dynamic' in entry ? dynamics[entry.dynamic] : undefined;
    const module = 'module' in entry ? entry.module : dynamic!.module;
    imports.push(...modules[module]!.imports, ...(dynamic?.imports ?? []));
  }
  return imports;
}
