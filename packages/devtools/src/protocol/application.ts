export interface ApplicationDescription {
  /** The name of the root module. */
  readonly name: string;
  /** Different after each start of the application. If it has changed, everything that the page has read before is out of date. */
  readonly start: string;
  readonly modules: readonly ModuleDescription[];
  readonly routes: readonly RouteDescription[];
  readonly gateways: readonly GatewayDescription[];
  readonly servers: readonly ServerDescription[];
}

export interface ModuleDescription {
  /** Stays the same when the application is started again. */
  readonly id: string;
  readonly name: string;
  readonly global: boolean;
  readonly dynamic: boolean;
  /** The ids of the imported modules. */
  readonly imports: readonly string[];
  /** The names of the providers and modules that it exports. */
  readonly exports: readonly string[];
  /** Includes guards, pipes, interceptors and filters that are used as classes. */
  readonly providers: readonly ProviderDescription[];
  readonly controllers: readonly ProviderDescription[];
  /** Gateways are listed only here, and not as providers. */
  readonly gateways: readonly ProviderDescription[];
}

/** A provider, controller or gateway of a module. */
export interface ProviderDescription {
  readonly id: string;
  readonly name: string;
  readonly scope: 'singleton' | 'request' | 'transient';
  /** Whether there is only one instance. `false` if one of its dependencies is created for each request. */
  readonly static: boolean;
  readonly kind: 'class' | 'value' | 'factory' | 'alias';
  /** The kind of enhancer. Missing if it is not an enhancer. */
  readonly enhancer?: 'guard' | 'pipe' | 'interceptor' | 'filter';
  /** Whether the enhancer applies to every handler of the application. */
  readonly global?: boolean;
  readonly exported: boolean;
  /** The ids of its dependencies, in this module or others, without providers of the framework. */
  readonly dependencies: readonly string[];
}

export interface RouteDescription {
  /** The method, such as `GET`. `ALL` means every method. */
  readonly method: string;
  /** The complete path with prefix and version, such as `/api/cats/:id`. */
  readonly path: string;
  /** The versions, unless they are in the path. */
  readonly versions?: readonly string[];
  readonly hosts?: readonly string[];
  /** The id of the controller. */
  readonly controller: string;
  readonly controllerName: string;
  readonly handler: string;
}

export interface GatewayDescription {
  /** The id that it has in the gateways of its module. */
  readonly id: string;
  readonly name: string;
  /** The id of its server. */
  readonly server: string;
  readonly events: readonly EventDescription[];
}

export interface EventDescription {
  /** The event as clients send it. An object pattern is written as JSON. */
  readonly event: string;
  readonly handler: string;
  /** Whether `defineMessages()` has defined it. */
  readonly defined: boolean;
}

/** A place where clients connect. It is a path of one port of an adapter, or a namespace there. */
export interface ServerDescription {
  /** Made from its place, so that it stays the same when the application is started again. */
  readonly id: string;
  /** The name of the adapter, or of its class. */
  readonly adapter: string;
  /** The dedicated port of its gateways, or that of the application. */
  readonly port: number;
  /** The path as declared, such as `/rooms/:room`. */
  readonly path?: string;
  readonly namespace?: string;
  /** The names of the parameters in the path. */
  readonly parameters: readonly string[];
  /** The protocols with which the page can connect, the best one first. Empty for unknown adapters. */
  readonly protocols: readonly Protocol[];
  /** The names of the gateways. */
  readonly gateways: readonly string[];
}

/** `ws` means the documented frames, `{ event, data }`. */
export type Protocol = 'socket.io' | 'portico.1' | 'ws';
