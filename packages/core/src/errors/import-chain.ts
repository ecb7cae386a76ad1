import type { ModuleRecord } from '../container/records.js';

/** Draws `AppModule -> UsersModule -> DbModule`; different modules of one name are numbered. */
export function drawImportChain(chain: readonly ModuleRecord[]): string {
  return chain.map((module) => distinctName(module, chain)).join(' -> ');
}

/** Returns the names that several different module classes of a chain share. */
export function sharedNames(chain: readonly ModuleRecord[]): string[] {
  const classes = new Map<string, unknown>();
  const shared = new Set<string>();
  for (const module of chain) {
    const known = classes.get(module.name);
    if (known !== undefined && known !== module.metatype) shared.add(module.name);
    classes.set(module.name, module.metatype);
  }
  return [...shared];
}

/** Creates a note for messages whose chain has different modules of one name, which read as one. */
export function sharedNamesNote(chain: readonly ModuleRecord[]): string | undefined {
  const shared = sharedNames(chain);
  return shared.length === 0
    ? undefined
    : `Note that different modules of this chain have the name ${shared.map((name) => `"${name}"`).join(' and ')}.`;
}

function distinctName(module: ModuleRecord, chain: readonly ModuleRecord[]): string {
  const classes = [...new Set(chain.filter((other) => other.name === module.name).map((other) => other.metatype))];
  return classes.length > 1 ? `${module.name}#${classes.indexOf(module.metatype) + 1}` : module.name;
}
