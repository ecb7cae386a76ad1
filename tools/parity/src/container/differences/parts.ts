import type { ContainerCase, Token } from '../case.js';
import { importsBelow, tokenOfProvider } from '../case-facts.js';

/** A module, or a dynamic module, as imports refer to it: `M0` or `D0`. Each dynamic module is a separate one. */
export type Part = string;

/** A module and all that it imports. */
export function partsBelow(theCase: ContainerCase, module: number): ReadonlySet<Part> {
  const imported = importsBelow(theCase, module).map((entry) =>
    'module' in entry ? `M${entry.module}` : `D${entry.dynamic}`,
  );
  return new Set([`M${module}`, ...imported]);
}

/** What has been loaded lazily before a question, and what replaces a part of it. */
export function partsLoadedBefore(theCase: ContainerCase, question: number): readonly Part[] {
  const eager = partsBelow(theCase, 0);
  const loaded = theCase.questions
    .slice(0, question)
    .flatMap((each) => (each.ask === 'load' ? [...partsBelow(theCase, each.module)] : []));
  return [...loaded.filter((part) => !eager.has(part)), ...replacementsOf(theCase, loaded)];
}

/** The number of the module that a part is. */
export function moduleOf({ dynamics }: ContainerCase, part: Part): number {
  const index = Number(part.slice(1));
  return part.startsWith('M') ? index : dynamics[index]!.module;
}

/** Whether one of some parts has a provider or a controller of a token, or is what it stands for. */
export function provides(theCase: ContainerCase, among: readonly Part[], token: Token): boolean {
  const { modules, dynamics } = theCase;
  return among.some((part) => {
    const module = moduleOf(theCase, part);
    const dynamic = part.startsWith('D') ? dynamics[Number(part.slice(1))]!.providers : [];
    const provided = [...modules[module]!.providers, ...dynamic].map(tokenOfProvider);
    const controllers = modules[module]!.controllers.map((controller) => `C${controller}`);
    return [`M${module}`, ...controllers, ...provided].includes(token);
  });
}

/** The modules that replace others, with all that they import. */
export function partsOfReplacements(theCase: ContainerCase): readonly Part[] {
  return theCase.overrides.flatMap((each) => (each.by === 'useModule' ? [...partsBelow(theCase, each.instead)] : []));
}

/** The modules that replace some parts, with all that they import, which may be replaced, too. */
function replacementsOf(theCase: ContainerCase, parts: readonly Part[]): readonly Part[] {
  const replacements: Part[] = [];
  const reached = new Set(parts);
  for (const part of reached)
    for (const each of theCase.overrides) {
      if (each.by !== 'useModule' || part !== `M${each.module}`) continue;
      const below = partsBelow(theCase, each.instead);
      replacements.push(...below);
      for (const other of below) reached.add(other);
    }
  return replacements;
}
