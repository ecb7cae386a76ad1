import { isForwardReference, isGlobalModule, isPromiseLike, readModuleMetadata } from '@portico/common/internal';
import type { Container } from '../container/container.js';
import { dereference } from '../container/forward-reference.js';
import type { ProviderRecord } from '../container/records.js';
import { ModuleRecord } from '../container/records.js';
import { ClassFacts } from './class-facts.js';
import { registerEnhancers } from './enhancer-classes.js';
import { refuseMisplaced, toDefinition } from './module-definition.js';
import { type ModuleIdentity, moduleByReference } from './module-identity.js';
import { linkModules } from './module-links.js';
import { classRecord, registerController, registerProvider } from './provider-definitions.js';
import type { UnlinkedModule } from './unlinked-module.js';

/**
 * Converts decorators and dynamic modules to records. A class is one module however often it is imported; dynamic
 * modules are distinguished by their identity.
 */
export class ModuleScanner {
  private readonly unlinked = new Map<unknown, UnlinkedModule>();
  private readonly resolved = new Map<unknown, unknown>();
  private fresh: UnlinkedModule[] = [];
  private open: Promise<void>[] = [];
  /** The modules on the path from the root to the one that is being read. */
  private chain: ModuleRecord[] = [];
  private readonly globalEnhancers: ProviderRecord[] = [];

  constructor(
    private readonly container: Container,
    private readonly identityOf: ModuleIdentity = moduleByReference,
  ) {}

  /**
   * Adds a module with its imports to the container.
   *
   * @returns the record; a promise only if a dynamic module is a promise
   * @throws FrameworkError for undefined and invalid entries
   */
  scan(definition: unknown): ModuleRecord | Promise<ModuleRecord> {
    const places: (ModuleRecord | undefined)[] = [];
    try {
      this.chain = [];
      this.place(definition, places, 0);
      if (this.open.length === 0) return this.finish(places[0]!);
    } catch (error) {
      this.forgetFresh();
      throw error;
    }
    return this.awaitOpen()
      .then(() => this.finish(places[0]!))
      .catch((error: unknown) => {
        this.forgetFresh();
        throw error;
      });
  }

  /** Removes modules from the container, so that they can be scanned again. */
  remove(removed: readonly ModuleRecord[]): void {
    const { globals, modules, config } = this.container;
    for (const module of removed) {
      this.unlinked.delete(this.identityOf(module));
      modules.delete(module.token);
      if (globals.includes(module)) globals.splice(globals.indexOf(module), 1);
    }
    config.removeGlobalRecords(({ host }) => removed.includes(host));
  }

  /** A module that failed can be scanned again, for example when it is loaded lazily. */
  private forgetFresh(): void {
    this.remove(this.fresh.splice(0).map(({ module }) => module));
    this.globalEnhancers.length = 0;
    this.open.length = 0;
  }

  private async awaitOpen(): Promise<void> {
    while (this.open.length > 0) await Promise.all(this.open.splice(0));
  }

  private finish(root: ModuleRecord): ModuleRecord {
    linkModules(this.container, root, this.fresh, this.resolved);
    this.container.root ??= root;
    this.fresh = [];
    this.announceGlobalEnhancers();
    return root;
  }

  /** Adds the record of a definition to the imports of the last module of the chain, at its position. */
  private place(definition: unknown, places: (ModuleRecord | undefined)[], index: number): void {
    const target = dereference(definition);
    if (typeof target === 'object' && isPromiseLike(target)) this.placeLater(target, places, index);
    else places[index] = this.visit(target, index);
  }

  private placeLater(target: PromiseLike<unknown>, places: (ModuleRecord | undefined)[], index: number): void {
    places[index] = undefined;
    const chain = [...this.chain];
    this.awaitDefinition(target, (value) => {
      this.chain = chain;
      places[index] = this.visit(value, index);
    });
  }

  private awaitDefinition(promise: PromiseLike<unknown>, then?: (value: unknown) => void): void {
    const opened = Promise.resolve(promise).then((value) => {
      this.resolved.set(promise, value);
      then?.(value);
    });
    opened.catch(() => undefined);
    this.open.push(opened);
  }

  private visit(value: unknown, index: number): ModuleRecord {
    const definition = toDefinition(value, index, this.chain, this.container.moduleOverrides);
    const { metatype, dynamic } = definition;
    const identity = this.identityOf(definition);
    const known = this.unlinked.get(identity);
    if (known) return known.module;

    refuseMisplaced(metatype, index, this.chain);
    const module = new ModuleRecord(metatype, dynamic);
    module.owner = this.container;
    const declared = readModuleMetadata(metatype);
    const entry: UnlinkedModule = { module, imports: [], exports: merge(declared.exports, dynamic?.exports) };
    this.unlinked.set(identity, entry);
    this.fresh.push(entry);
    module.isGlobal = isGlobalModule(metatype) || dynamic?.global === true;

    const imports = merge<unknown>(declared.imports, dynamic?.imports);
    this.chain.push(module);
    for (let i = 0; i < imports.length; i++) {
      this.place(imports[i], entry.imports, i);
      const placed = entry.imports[i];
      if (placed && isForwardReference(imports[i])) entry.forward = (entry.forward ?? new Set()).add(placed);
    }
    this.chain.pop();
    this.register(
      module,
      merge<unknown>(declared.providers, dynamic?.providers),
      merge<unknown>(declared.controllers, dynamic?.controllers),
    );
    this.awaitExports(entry.exports);
    return module;
  }

  private register(module: ModuleRecord, providers: readonly unknown[], controllers: readonly unknown[]): void {
    const own: ReadonlyMap<unknown, ProviderRecord> = module.providers;
    module.providers.set(module.metatype, classRecord(module, module.metatype, module.metatype));
    for (let index = 0; index < providers.length; index++) {
      const definition = dereference(providers[index]);
      // A class that is listed twice keeps its first position, unless another provider has replaced its token since.
      const known = own.get(definition);
      if (known?.kind === 'class' && known.metatype === definition && providers.indexOf(providers[index]) < index)
        continue;
      const record = registerProvider(module, definition, index);
      if (record.facts & ClassFacts.Transport) this.container.hasTransports = true;
      if (record.subtype) this.globalEnhancers.push(record);
      else registerEnhancers(module, record);
    }
    for (let index = 0; index < controllers.length; index++) {
      registerEnhancers(module, registerController(module, dereference(controllers[index]), index));
    }
  }

  /** An exported promise has to be resolved when the exports are linked. */
  private awaitExports(exports: readonly unknown[]): void {
    for (let index = 0; index < exports.length; index++) {
      const entry = exports[index];
      if (typeof entry === 'object' && isPromiseLike(entry) && !this.resolved.has(entry)) this.awaitDefinition(entry);
    }
  }

  /** Global enhancers run in the order of the modules, which is known only now. */
  private announceGlobalEnhancers(): void {
    const announced = this.globalEnhancers.splice(0);
    if (announced.length === 0) return;
    const byModule = group(announced);
    for (const module of this.container.modules.values()) {
      for (const record of byModule.get(module) ?? []) {
        if (record.subtype)
          // Any enhancer: the kind of a global enhancer is stored beside it, not in its type.
          this.container.config.addGlobalEnhancer(record.subtype, { record: record as ProviderRecord<never> });
      }
    }
  }
}

function group(records: readonly ProviderRecord[]): Map<ModuleRecord, ProviderRecord[]> {
  const groups = new Map<ModuleRecord, ProviderRecord[]>();
  for (const record of records) {
    const known = groups.get(record.host);
    if (known) known.push(record);
    else groups.set(record.host, [record]);
  }
  return groups;
}

function merge<T>(declared: readonly T[], added: readonly T[] | undefined): readonly T[] {
  return added === undefined || added.length === 0 ? declared : [...declared, ...added];
}
