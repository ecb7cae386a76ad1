import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  type INestApplication,
  Scope,
  type Type,
} from '@portico/common';
import { ContextIdFactory, ModuleRef } from '@portico/core';
import { ExecutionContextHost } from '@portico/core/helpers/execution-context-host.js';
import { lastValueFrom, type Observable } from 'rxjs';
import type { Exchange } from './exchange.js';

export type DevtoolsGuard = CanActivate | Type<CanActivate>;

/** Runs a guard for requests, with the execution context that it would have in front of a route. */
export class GuardRunner {
  private instance: Promise<CanActivate> | undefined;

  /** @param route the class and method that the execution context names */
  constructor(
    private readonly app: INestApplication,
    private readonly guard: DevtoolsGuard,
    private readonly route: { readonly type: Type<object>; readonly handler: Function },
  ) {}

  /** @throws what the guard throws; ForbiddenException if it returns false */
  async check(exchange: Exchange): Promise<void> {
    const { type, handler } = this.route;
    const context = new ExecutionContextHost([exchange.request, exchange.response, ignore], type, handler);
    const guard = typeof this.guard === 'function' ? await this.find(this.guard, exchange) : this.guard;
    if (!(await verdict(guard, context))) throw new ForbiddenException();
  }

  /** Returns the provider of the application, or an instance that is created here if no module provides the class. */
  private async find(type: Type<CanActivate>, { request }: Exchange): Promise<CanActivate> {
    const modules = this.app.get(ModuleRef);
    if (!isProvided(modules, type)) {
      this.instance ??= modules.create(type).catch((error: unknown) => {
        this.instance = undefined;
        throw error;
      });
      return this.instance;
    }
    if (modules.introspect(type).scope === Scope.DEFAULT) return this.app.get(type, { strict: false });
    const contextId = ContextIdFactory.getByRequest(request);
    this.app.registerRequestByContextId(request, contextId);
    return this.app.resolve(type, contextId, { strict: false });
  }
}

async function verdict(guard: CanActivate, context: ExecutionContext): Promise<boolean> {
  const returned = await guard.canActivate(context);
  return isObservable(returned) ? lastValueFrom(returned) : returned;
}

function isObservable(value: boolean | Observable<boolean>): value is Observable<boolean> {
  return typeof value === 'object';
}

function isProvided(modules: ModuleRef, type: Type<CanActivate>): boolean {
  try {
    modules.introspect(type);
    return true;
  } catch {
    return false;
  }
}

function ignore(): void {}
