export { NestApplicationContext } from './application/application-context.js';
export type { AssembleOptions } from './application/assembly.js';
export { Assembly } from './application/assembly.js';
export { NestFactory } from './application/factory.js';
export { NestApplication } from './application/nest-application.js';
export { NestContainer } from './application/nest-container.js';
export { InitializeOnPreviewAllowlist } from './application/preview-allowlist.js';
export { repl } from './application/repl/repl.js';
export type { IEntryNestModule } from './application/root-module.js';
export { ApplicationConfig } from './container/application-config.js';
export type {
  ContextId,
  ContextIdResolver,
  ContextIdResolverFn,
  ContextIdStrategy,
  HostComponentInfo,
} from './container/context-id.js';
export { ContextIdFactory, createContextId } from './container/context-id.js';
export { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, INQUIRER, REQUEST } from './container/core-tokens.js';
export { ModulesContainer } from './container/modules-container.js';
export type { LifecycleTrace, RequestTrace } from './diagnostics/channels.js';
export type {
  DiscoverableDecorator,
  DiscoveryOptions,
  FilterByInclude,
  FilterByMetadataKey,
} from './discovery/discoverable-decorator.js';
export { DiscoveryModule } from './discovery/discovery-module.js';
export { DiscoveryService } from './discovery/discovery-service.js';
export type { ExternalContextOptions, ExternalHandler } from './discovery/external-context-creator.js';
export { ExternalContextCreator } from './discovery/external-context-creator.js';
export type { ParamsFactory } from './discovery/external-profile.js';
export { GraphInspector } from './discovery/graph/graph-inspector.js';
export { PartialGraphHost } from './discovery/graph/partial-graph-host.js';
export type {
  SerializedGraphJson,
  SerializedGraphMetadata,
  SerializedGraphStatus,
} from './discovery/graph/serialized-graph.js';
export { SerializedGraph } from './discovery/graph/serialized-graph.js';
export type { LazyModule, LazyModuleLoaderLoadOptions } from './discovery/lazy-module-loader.js';
export { LazyModuleLoader } from './discovery/lazy-module-loader.js';
export type { ModuleRefGetOrResolveOpts } from './discovery/module-ref.js';
export { ModuleRef } from './discovery/module-ref.js';
export type {
  CreateDecoratorOptions,
  CreateDecoratorWithTransformOptions,
  ReflectableDecorator,
} from './discovery/reflectable-decorator.js';
export { Reflector } from './discovery/reflector.js';
export { AbstractHttpAdapter } from './http/abstract-http-adapter.js';
export { HttpAdapterHost } from './http/adapter-host.js';
export { BaseExceptionFilter } from './http/exceptions/base-exception-filter.js';
export { MiddlewareBuilder } from './http/middleware/middleware-builder.js';
export type { ConflictKind, RouteConflict } from './http/routing/route-conflicts.js';
export type { ResolvedRoute, ResolvedRouteHandler, RouteResolutionOptions } from './http/routing/route-definition.js';
export type { Routes, RouteTree } from './http/routing/router-module.js';
export { RouterModule } from './http/routing/router-module.js';
export type { InjectOptions } from './resolution/inject.js';
export { inject } from './resolution/inject.js';
export { MetadataScanner } from './scanning/metadata-scanner.js';
