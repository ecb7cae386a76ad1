import type { InjectionToken } from '@portico/common';
import type { Container } from '../container/container.js';
import type { ModuleRecord, ProviderRecord } from '../container/records.js';

type ExportIndex = ReadonlyMap<InjectionToken, ProviderRecord>;

/**
 * Finds the provider of a token that is available in a module: its own providers first, then the exports of its imports
 * in order, then the providers of the framework, and the exports of global modules.
 */
export class Lookup {
  /** The exports of modules that export other modules; other modules are searched directly. */
  private readonly indexes = new Map<ModuleRecord, ExportIndex>();
  private globals: ExportIndex = new Map();
  private knownGlobals = 0;
  private lastGlobal: ModuleRecord | undefined;

  constructor(private readonly container: Container) {}

  find(module: ModuleRecord, token: InjectionToken): ProviderRecord | undefined {
    return (
      module.providers.get(token) ??
      this.findImported(module, token) ??
      this.container.core.find(module, token) ??
      this.globalIndex().get(token)
    );
  }

  private findImported(module: ModuleRecord, token: InjectionToken): ProviderRecord | undefined {
    const imports = module.importList;
    for (let index = 0; index < imports.length; index++) {
      const found = this.findExported(imports[index]!, token);
      if (found) return found;
    }
    return undefined;
  }

  private findExported(module: ModuleRecord, token: InjectionToken): ProviderRecord | undefined {
    if (module.reexports !== null) return this.indexOf(module).get(token);
    return module.exports.has(token) ? module.providers.get(token) : undefined;
  }

  private indexOf(module: ModuleRecord): ExportIndex {
    let index = this.indexes.get(module);
    if (!index) {
      index = collectExports([module]);
      this.indexes.set(module, index);
    }
    return index;
  }

  private globalIndex(): ExportIndex {
    const { globals } = this.container;
    if (globals.length !== this.knownGlobals || globals.at(-1) !== this.lastGlobal) {
      this.knownGlobals = globals.length;
      this.lastGlobal = globals.at(-1);
      this.globals = collectExports(globals);
    }
    return this.globals;
  }
}

/** All exports of modules and of the modules that they export; if two have the same token, the first one is used. */
function collectExports(modules: readonly ModuleRecord[]): ExportIndex {
  const index = new Map<InjectionToken, ProviderRecord>();
  const seen = new Set<ModuleRecord>();
  const visit = (module: ModuleRecord): void => {
    if (seen.has(module)) return;
    seen.add(module);
    for (const token of module.exports) {
      const record = module.providers.get(token);
      if (record && !index.has(token)) index.set(token, record);
    }
    module.reexports?.forEach(visit);
  };
  modules.forEach(visit);
  return index;
}
