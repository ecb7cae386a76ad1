import { ApplicationConfig } from '../container/application-config.js';
import { ModulesContainer } from '../container/modules-container.js';
import type { ApplicationParts } from '../discovery/application-parts.js';
import { ExternalContextCreator } from '../discovery/external-context-creator.js';
import { GraphInspector } from '../discovery/graph/graph-inspector.js';
import { SerializedGraph } from '../discovery/graph/serialized-graph.js';
import { InstanceLocator } from '../discovery/instance-locator.js';
import { LazyModuleLoader } from '../discovery/lazy-module-loader.js';
import { ModuleRef } from '../discovery/module-ref.js';
import { ModuleReference } from '../discovery/module-reference.js';
import { Reflector } from '../discovery/reflector.js';
import { HttpAdapterHost } from '../http/adapter-host.js';

/**
 * Registers the providers of the framework, which every module can inject without an import. Each is created when it is
 * first requested.
 */
export function registerCoreProviders(parts: ApplicationParts): void {
  const { container, config, resolver, adapterHost } = parts;
  const { core } = container;
  const locator = new InstanceLocator(container, resolver);
  const reflector = new Reflector();
  core.add(ApplicationConfig, config);
  core.add(HttpAdapterHost, adapterHost);
  core.add(ModulesContainer, container.modules);
  core.add(Reflector, reflector);
  core.add(Reflector.name, reflector);
  core.addPerModule(ModuleRef, (module) => new ModuleReference(module, locator, resolver));
  core.addLazily(LazyModuleLoader, () => new LazyModuleLoader(parts, locator));
  core.addLazily(SerializedGraph, () => new GraphInspector(container).inspectModules());
  core.addLazily(GraphInspector, () => new GraphInspector(container));
  core.addLazily(ExternalContextCreator, () => new ExternalContextCreator(parts));
}
