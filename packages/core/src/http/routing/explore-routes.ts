import { Logger, type Type, VersioningType, type VersionValue } from '@portico/common';
import { readControllerRouting, readModulePath, readRouteMapping } from '@portico/common/internal';
import type { ApplicationConfig } from '../../container/application-config.js';
import type { Container } from '../../container/container.js';
import type { ModuleRecord } from '../../container/module-record.js';
import type { ProviderRecord } from '../../container/provider-record.js';
import { undecoratedController } from '../../errors/element-errors.js';
import { MetadataScanner } from '../../scanning/metadata-scanner.js';
import { warnOfUncallableMethods } from '../../scanning/uncallable-methods.js';
import { readDeclaredPath } from '../paths/declared-path.js';
import { joinDeclaredPath, joinPath } from '../paths/join-path.js';
import { PathComposer } from '../paths/path-composer.js';
import { normalizePathText } from '../paths/path-syntax.js';
import type { RouteDefinition } from './route-definition.js';

/** Returns all routes of an application, in the order of modules, controllers and methods. */
export function exploreRoutes(container: Container, config: ApplicationConfig): RouteDefinition[] {
  const composer = new PathComposer(config);
  const routes: RouteDefinition[] = [];
  for (const module of container.modules.values()) {
    for (const controller of module.controllers.values()) {
      routes.push(...exploreController(container, config, composer, module, controller));
    }
  }
  return routes;
}

/** Logs which methods of controllers have the decorator of a route but are never called. */
export function warnOfUncallableRoutes(container: Container): void {
  const logger = new Logger('RouterExplorer');
  const types = [...container.modules.values()].flatMap(({ controllers }) =>
    [...controllers.values()].map(({ metatype }) => metatype!),
  );
  for (const type of new Set<Function>(types)) {
    warnOfUncallableMethods(
      type,
      'The decorator of a route',
      (method) => readRouteMapping(method) !== undefined,
      logger,
    );
  }
}

/** Returns the path that `RouterModule` gave to a module. */
export function modulePath(container: Container, module: ModuleRecord): string | undefined {
  return readModulePath(module.metatype, container.applicationId);
}

const scanner = new MetadataScanner();

function* exploreController(
  container: Container,
  config: ApplicationConfig,
  composer: PathComposer,
  module: ModuleRecord,
  controller: ProviderRecord<object>,
): Generator<RouteDefinition> {
  // Records of controllers are classes.
  const type = controller.metatype as Type<object>;
  const routing = readControllerRouting(type);
  if (!routing) throw undecoratedController(type.name, module.name);
  const prototype: Record<string, Function> = type.prototype;
  const inPath = normalizePathText(modulePath(container, module) ?? '');
  for (const methodName of scanner.getAllMethodNames(prototype)) {
    const mapping = readRouteMapping(prototype[methodName]!);
    if (!mapping) continue;
    const version = versionOf(config, mapping.version ?? routing.version);
    const inUri = config.getVersioning()?.type === VersioningType.URI;
    const where = `${type.name}.${methodName}()`;
    for (const controllerPath of listOf(routing.path)) {
      // `@Get()` is `@Get('/')`; an empty path in a list is not.
      for (const methodPath of listOf(mapping.path === '' ? '/' : mapping.path)) {
        const declaredPath = joinDeclaredPath(
          inPath,
          readDeclaredPath(controllerPath, where),
          readDeclaredPath(methodPath, where),
        );
        for (const paths of composer.compose(declaredPath, mapping.method, version)) {
          yield {
            controller,
            type,
            methodName,
            method: mapping.method,
            ...paths,
            controllerPath: joinPath(config.getGlobalPrefix(), inPath, controllerPath),
            version: inUri ? undefined : version,
            declaredVersion: version,
            hosts: listOf(routing.host ?? []),
          };
        }
      }
    }
  }
}

/** Without `enableVersioning()`, declared versions are ignored. */
function versionOf(config: ApplicationConfig, declared: VersionValue | undefined): VersionValue | undefined {
  const versioning = config.getVersioning();
  return versioning ? (declared ?? versioning.defaultVersion) : undefined;
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value];
}
