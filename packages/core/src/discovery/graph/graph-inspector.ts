import { RequestMethod } from '@portico/common';
import { type EnhancerKind, errorCode, isObject, readEnhancers } from '@portico/common/internal';
import type { ApplicationConfig } from '../../container/application-config.js';
import type { Container } from '../../container/container.js';
import { TOKEN_BRAND } from '../../container/core-tokens.js';
import type { ModuleRecord } from '../../container/module-record.js';
import type { ProviderRecord } from '../../container/provider-record.js';
import { tokenName } from '../../container/token-name.js';
import { exploreRoutes } from '../../http/routing/explore-routes.js';
import { MetadataScanner } from '../../scanning/metadata-scanner.js';
import {
  type ClassEdgeMetadata,
  type ClassNodeMetadata,
  type HttpEndpointMetadata,
  SerializedGraph,
} from './serialized-graph.js';

const KINDS: readonly EnhancerKind[] = ['guard', 'interceptor', 'pipe', 'filter'];
const scanner = new MetadataScanner();

/** Describes the modules of an application as a {@link SerializedGraph}. */
export class GraphInspector {
  static readonly [TOKEN_BRAND]: string = 'GraphInspector';

  private readonly moduleIds = new Identities<ModuleRecord>();
  private readonly recordIds = new Identities<ProviderRecord>();

  constructor(
    private readonly container: Container,
    private readonly graph: SerializedGraph = new SerializedGraph(),
  ) {}

  /** Describes everything that the container holds. */
  inspectModules(): SerializedGraph {
    const modules = [...this.container.modules.values()];
    for (const module of modules) this.insertModule(module);
    for (const module of modules) this.insertEdges(module);
    this.insertGlobalEnhancers(this.container.config);
    for (const route of exploreRoutes(this.container, this.container.config)) {
      const { controller, methodName, path, method, version, hosts } = route;
      const classNodeId = this.idOf(controller);
      const metadata: HttpEndpointMetadata = {
        key: path,
        path,
        requestMethod: RequestMethod[method],
        ...(version === undefined ? {} : { versions: [version].flat().map(nameOfVersion) }),
        ...(hosts.length === 0 ? {} : { hosts: hosts.map(String) }),
      };
      const className = tokenName(controller.token);
      const id = `${classNodeId}_${methodName}`;
      this.graph.insertEntrypoint(
        { id, type: 'http-endpoint', methodName, className, classNodeId, metadata },
        classNodeId,
      );
    }
    return this.graph;
  }

  /** Describes what there is when the application could not be made, and why it could not. */
  registerPartial(error: unknown): SerializedGraph {
    for (const module of this.container.modules.values()) this.insertModule(module);
    this.graph.status = 'partial';
    const message = isObject(error) ? error.message : undefined;
    this.graph.metadata = { cause: { type: errorCode(error) ?? 'unknown', error: message ?? error } };
    return this.graph;
  }

  private insertModule(module: ModuleRecord): void {
    const id = this.idOfModule(module);
    this.graph.insertNode({
      id,
      label: module.name,
      metadata: { type: 'module', global: module.isGlobal, dynamic: module.dynamic !== undefined, internal: false },
    });
    const parts: [ClassNodeMetadata['type'], Iterable<ProviderRecord>][] = [
      ['provider', module.providers.values()],
      ['controller', module.controllers.values()],
      ['injectable', module.injectables.values()],
    ];
    for (const [type, records] of parts) for (const record of records) this.insertRecord(record, type, id);
  }

  private insertRecord(record: ProviderRecord, type: ClassNodeMetadata['type'], parent: string): void {
    const { host, token, metatype } = record;
    this.graph.insertNode({
      id: this.idOf(record),
      label: record.name,
      parent,
      metadata: {
        type,
        kind: record.kind,
        internal: token === host.metatype,
        sourceModuleName: host.name,
        scope: record.scope,
        durable: record.isDependencyTreeDurable(),
        static: record.isDependencyTreeStatic(),
        transient: record.isTransient,
        exported: host.exports.has(token),
        ...(token === metatype ? {} : { token: tokenName(token) }),
        ...(record.subtype ? { subtype: record.subtype } : {}),
        ...(record.subtype && type === 'provider' ? { global: true } : {}),
      },
    });
  }

  private insertEdges(module: ModuleRecord): void {
    for (const imported of module.imports) {
      this.graph.insertEdge({
        source: this.idOfModule(module),
        target: this.idOfModule(imported),
        metadata: { type: 'module-to-module', sourceModuleName: module.name, targetModuleName: imported.name },
      });
    }
    for (const records of [module.providers, module.controllers, module.injectables]) {
      for (const record of records.values()) this.insertDependencies(record);
    }
    for (const controller of module.controllers.values()) this.insertEnhancers(controller);
  }

  private insertDependencies(record: ProviderRecord): void {
    for (const [index, dependency] of record.dependencies.entries()) {
      if (dependency) this.connect(record, dependency, { injectionType: 'constructor', keyOrIndex: index });
    }
    for (const { key, dependency } of record.plan?.properties ?? []) {
      if (dependency) this.connect(record, dependency, { injectionType: 'property', keyOrIndex: String(key) });
    }
  }

  private insertEnhancers(controller: ProviderRecord): void {
    const type = controller.metatype!;
    const injectables: ReadonlyMap<unknown, ProviderRecord> = controller.host.injectables;
    const prototype: Record<string, Function> = type.prototype;
    const targets = [type, ...scanner.getAllMethodNames(prototype).map((name) => prototype[name]!)];
    for (const target of targets) {
      for (const enhancer of KINDS.flatMap((kind): readonly unknown[] => readEnhancers(target, kind))) {
        const record = injectables.get(enhancer);
        if (record) this.connect(controller, record, { injectionType: 'decorator' });
      }
    }
  }

  private connect(
    source: ProviderRecord,
    target: ProviderRecord,
    how: Pick<ClassEdgeMetadata, 'injectionType' | 'keyOrIndex'>,
  ): void {
    // What the framework provides is the same for every application and would only cover the graph.
    if (!this.recordIds.has(target)) return;
    this.graph.insertEdge({
      source: this.idOf(source),
      target: this.idOf(target),
      metadata: {
        type: 'class-to-class',
        sourceModuleName: source.host.name,
        sourceClassName: source.name,
        targetModuleName: target.host.name,
        targetClassName: target.name,
        internal: source.token === source.host.metatype,
        ...how,
      },
    });
  }

  private insertGlobalEnhancers(config: ApplicationConfig): void {
    for (const subtype of KINDS) {
      for (const enhancer of config.globalEnhancers(subtype)) {
        if ('record' in enhancer) this.graph.insertAttachedEnhancer(this.idOf(enhancer.record));
        else this.graph.insertOrphanedEnhancer({ subtype, ref: enhancer.instance.constructor?.name ?? 'Object' });
      }
    }
  }

  /** Returns the name, numbered where several modules share it: the same from one start to the next. */
  private idOfModule(module: ModuleRecord): string {
    return this.moduleIds.of(module, module.name);
  }

  private idOf(record: ProviderRecord): string {
    return this.recordIds.of(record, `${this.idOfModule(record.host)}/${record.name}`);
  }
}

function nameOfVersion(version: string | symbol): string {
  return typeof version === 'string' ? version : 'neutral';
}

/** Names made unique. */
class Identities<T> {
  private readonly known = new Map<T, string>();
  private readonly counts = new Map<string, number>();

  has(thing: T): boolean {
    return this.known.has(thing);
  }

  of(thing: T, name: string): string {
    let id = this.known.get(thing);
    if (id === undefined) {
      const count = (this.counts.get(name) ?? 0) + 1;
      this.counts.set(name, count);
      id = count === 1 ? name : `${name}#${count}`;
      this.known.set(thing, id);
    }
    return id;
  }
}
