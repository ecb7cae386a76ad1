import type { Scope } from '@portico/common';
import type { EnhancerKind } from '@portico/common/internal';
import { TOKEN_BRAND } from '../../container/core-tokens.js';
import type { ProviderKind } from '../../container/provider-record.js';

/** A module, or an element of a module. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  /** The node of the module that contains it. */
  readonly parent?: string;
  readonly metadata: ModuleNodeMetadata | ClassNodeMetadata;
}

export interface ModuleNodeMetadata {
  readonly type: 'module';
  readonly global: boolean;
  readonly dynamic: boolean;
  readonly internal: boolean;
}

export interface ClassNodeMetadata {
  readonly type: 'provider' | 'controller' | 'injectable';
  /** How it is made. */
  readonly kind: ProviderKind;
  /** Belongs to the framework. */
  readonly internal: boolean;
  readonly sourceModuleName: string;
  readonly scope: Scope;
  readonly durable: boolean;
  readonly static: boolean;
  readonly transient: boolean;
  readonly exported: boolean;
  /** Set if the token is not the class itself. */
  readonly token?: string;
  readonly subtype?: EnhancerKind;
  /** Applies to every handler of the application. */
  readonly global?: boolean;
}

/** An import between modules, or a dependency between classes. */
export interface GraphEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly metadata: ModuleEdgeMetadata | ClassEdgeMetadata;
}

export interface ModuleEdgeMetadata {
  readonly type: 'module-to-module';
  readonly sourceModuleName: string;
  readonly targetModuleName: string;
}

export interface ClassEdgeMetadata {
  readonly type: 'class-to-class';
  readonly sourceModuleName: string;
  readonly sourceClassName: string;
  readonly targetModuleName: string;
  readonly targetClassName: string;
  readonly injectionType: 'constructor' | 'property' | 'decorator';
  /** The index of the parameter, or the name of the property. */
  readonly keyOrIndex?: number | string;
  readonly internal: boolean;
}

/** The metadata of an entry point of the type `http-endpoint`. */
export interface HttpEndpointMetadata {
  readonly key: string;
  /** Complete, with the prefix and a version that is part of it. */
  readonly path: string;
  /** `GET`; `ALL` for every method. */
  readonly requestMethod: string;
  /** Unless the version is part of the path; `neutral` for requests of every version. */
  readonly versions?: readonly string[];
  readonly hosts?: readonly string[];
}

/** An entry point for calls. */
export interface GraphEntrypoint<T = unknown> {
  readonly id?: string;
  readonly type: string;
  readonly methodName: string;
  readonly className: string;
  readonly classNodeId: string;
  readonly metadata: T;
}

/** An enhancer that belongs to no module: an instance passed to `app.useGlobalGuards()` or a related method. */
export interface OrphanedEnhancer {
  readonly subtype: EnhancerKind;
  readonly ref: string;
}

export type SerializedGraphStatus = 'partial' | 'complete';

/** Why a graph is only partial. */
export interface SerializedGraphMetadata {
  readonly cause: { readonly type: string; readonly error?: unknown };
}

export interface SerializedGraphJson {
  readonly nodes: Record<string, GraphNode>;
  readonly edges: Record<string, GraphEdge>;
  readonly entrypoints: Record<string, GraphEntrypoint[]>;
  readonly extras: {
    readonly orphanedEnhancers: readonly OrphanedEnhancer[];
    readonly attachedEnhancers: readonly { readonly nodeId: string }[];
  };
  readonly status: SerializedGraphStatus;
  readonly metadata?: SerializedGraphMetadata;
}

/**
 * The graph of an application as data: modules, their elements, dependencies and entry points. Get it from the
 * initialized application.
 *
 * @example
 * const app = await NestFactory.create(AppModule);
 * await app.init();
 * writeFileSync('graph.json', app.get(SerializedGraph).toString());
 */
export class SerializedGraph {
  static readonly [TOKEN_BRAND]: string = 'SerializedGraph';

  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();
  readonly #entrypoints = new Map<string, GraphEntrypoint[]>();
  readonly #orphanedEnhancers: OrphanedEnhancer[] = [];
  readonly #attachedEnhancers: { readonly nodeId: string }[] = [];

  status: SerializedGraphStatus = 'complete';
  metadata: SerializedGraphMetadata | undefined;

  insertNode(node: GraphNode): GraphNode {
    this.#nodes.set(node.id, node);
    return node;
  }

  insertEdge(edge: Omit<GraphEdge, 'id'>): GraphEdge {
    const detail = 'keyOrIndex' in edge.metadata ? `#${edge.metadata.keyOrIndex}` : '';
    const identified = { ...edge, id: `${edge.source}->${edge.target}${detail}` };
    this.#edges.set(identified.id, identified);
    return identified;
  }

  /** @param parentId the node of the class that has the handler. */
  insertEntrypoint<T>(entrypoint: GraphEntrypoint<T>, parentId: string): void {
    const known = this.#entrypoints.get(parentId);
    if (known) known.push(entrypoint);
    else this.#entrypoints.set(parentId, [entrypoint]);
  }

  insertOrphanedEnhancer(enhancer: OrphanedEnhancer): void {
    this.#orphanedEnhancers.push(enhancer);
  }

  insertAttachedEnhancer(nodeId: string): void {
    this.#attachedEnhancers.push({ nodeId });
  }

  getNodeById(id: string): GraphNode | undefined {
    return this.#nodes.get(id);
  }

  toJSON(): SerializedGraphJson {
    return {
      nodes: Object.fromEntries(this.#nodes),
      edges: Object.fromEntries(this.#edges),
      entrypoints: Object.fromEntries(this.#entrypoints),
      extras: { orphanedEnhancers: [...this.#orphanedEnhancers], attachedEnhancers: [...this.#attachedEnhancers] },
      status: this.status,
      ...(this.metadata ? { metadata: this.metadata } : {}),
    };
  }

  /** Returns the graph as JSON, indented; a symbol becomes its description, a function its name. */
  toString(): string {
    return JSON.stringify(this.toJSON(), plain, 2);
  }
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'symbol') return value.toString();
  return typeof value === 'function' ? value.name : value;
}
