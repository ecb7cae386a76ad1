import { type INestApplicationContext, Scope } from '@portico/common';
import { SerializedGraph, type SerializedGraphJson } from '@portico/core';
import type { ModuleDescription, ProviderDescription, RouteDescription } from '../protocol/application.js';

type Node = SerializedGraphJson['nodes'][string];
/** The metadata of an entrypoint of the type `http-endpoint` in the graph. */
interface EndpointMetadata {
  readonly path: string;
  readonly requestMethod: string;
  readonly versions?: readonly string[];
  readonly hosts?: readonly string[];
}
type ClassNode = Node & { readonly metadata: Exclude<Node['metadata'], { type: 'module' }> };

const SCOPES: Readonly<Record<Scope, ProviderDescription['scope']>> = {
  [Scope.DEFAULT]: 'singleton',
  [Scope.REQUEST]: 'request',
  [Scope.TRANSIENT]: 'transient',
};

/** Reads the modules and routes of an application from its graph. */
export class ModuleGraph {
  private readonly graph: SerializedGraphJson;
  private readonly targets = new Map<string, string[]>();
  private readonly byModule = new Map<string, ClassNode[]>();

  constructor(app: INestApplicationContext) {
    this.graph = app.get(SerializedGraph).toJSON();
    for (const { source, target } of Object.values(this.graph.edges)) {
      const known = this.targets.get(source);
      if (known) known.push(target);
      else this.targets.set(source, [target]);
    }
    for (const node of Object.values(this.graph.nodes)) {
      if (!isClass(node) || node.metadata.internal || node.parent === undefined) continue;
      const known = this.byModule.get(node.parent);
      if (known) known.push(node);
      else this.byModule.set(node.parent, [node]);
    }
  }

  /** @param isGateway takes the name of a class */
  modules(isGateway: (name: string) => boolean): ModuleDescription[] {
    return Object.values(this.graph.nodes)
      .filter(({ metadata }) => metadata.type === 'module')
      .map((node) => this.describeModule(node, isGateway));
  }

  routes(): RouteDescription[] {
    return Object.values(this.graph.entrypoints).flatMap((entrypoints) =>
      entrypoints
        .filter(({ type }) => type === 'http-endpoint')
        .map(({ classNodeId, className, methodName, metadata }) => {
          const { requestMethod, path, versions, hosts } = metadata as EndpointMetadata;
          return {
            method: requestMethod,
            path,
            controller: classNodeId,
            controllerName: className,
            handler: methodName,
            ...(versions && { versions }),
            ...(hosts && { hosts }),
          };
        }),
    );
  }

  private describeModule({ id, label, metadata }: Node, isGateway: (name: string) => boolean): ModuleDescription {
    const classes = this.byModule.get(id) ?? [];
    const controllers = classes.filter((node) => node.metadata.type === 'controller');
    const others = classes.filter((node) => node.metadata.type !== 'controller');
    const describe = (node: ClassNode): ProviderDescription => this.describeClass(node);
    return {
      id,
      name: label,
      global: metadata.type === 'module' && metadata.global,
      dynamic: metadata.type === 'module' && metadata.dynamic,
      imports: this.targetsOf(id).filter((target) => this.graph.nodes[target]?.metadata.type === 'module'),
      exports: others.filter((node) => node.metadata.exported).map((node) => node.label),
      providers: others.filter((node) => !isGateway(node.label)).map(describe),
      controllers: controllers.map(describe),
      gateways: others.filter((node) => isGateway(node.label)).map(describe),
    };
  }

  private describeClass({ id, label, metadata }: ClassNode): ProviderDescription {
    const { kind, scope, exported, subtype, global } = metadata;
    return {
      id,
      name: label,
      scope: SCOPES[scope],
      static: metadata.static,
      kind: kind === 'factory' || kind === 'value' || kind === 'alias' ? kind : 'class',
      exported,
      dependencies: this.targetsOf(id),
      ...(subtype && { enhancer: subtype }),
      ...(global && { global }),
    };
  }

  private targetsOf(id: string): string[] {
    return [...new Set(this.targets.get(id))];
  }
}

function isClass(node: Node): node is ClassNode {
  return node.metadata.type !== 'module';
}
