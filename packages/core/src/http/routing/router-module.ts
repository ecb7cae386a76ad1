import { type DynamicModule, Inject, Module, type Type } from '@portico/common';
import { defineModulePath } from '@portico/common/internal';
import { ModulesContainer } from '../../container/modules-container.js';
import { joinPath } from '../paths/join-path.js';

/** A module, the path prefix of its controllers, and its child modules. */
export interface RouteTree {
  path: string;
  module?: Type<unknown>;
  children?: (RouteTree | Type<unknown>)[];
}

export type Routes = RouteTree[];

const ROUTES = Symbol('ROUTES');

/**
 * Adds path prefixes to the controllers of modules.
 *
 * @example
 * imports: [AdminModule, RouterModule.register([{ path: 'admin', module: AdminModule }])]
 * @see https://docs.nestjs.com/recipes/router-module
 */
@Module({})
export class RouterModule {
  constructor(@Inject(ModulesContainer) modules: ModulesContainer, @Inject(ROUTES) routes: Routes) {
    assignPaths(routes, '', modules.applicationId);
  }

  /** @param routes a tree: the path of a child follows the paths of its parents */
  static register(routes: Routes): DynamicModule {
    return { module: RouterModule, providers: [{ provide: ROUTES, useValue: routes }] };
  }
}

/** Kept per application: the same module may be imported by several. */
function assignPaths(routes: readonly (RouteTree | Type<unknown>)[], parent: string, applicationId: string): void {
  for (const route of routes) {
    if (typeof route === 'function') {
      defineModulePath(route, applicationId, parent);
      continue;
    }
    const path = joinPath(parent, route.path);
    if (route.module) defineModulePath(route.module, applicationId, path);
    if (route.children) assignPaths(route.children, path, applicationId);
  }
}
