import type {
  BeforeApplicationShutdown,
  OnApplicationBootstrap,
  OnApplicationShutdown,
  OnModuleDestroy,
  OnModuleInit,
} from '@portico/common';

/** The lifecycle hooks that an instance can implement. */
export type LifecycleHooks = OnModuleInit &
  OnApplicationBootstrap &
  OnModuleDestroy &
  BeforeApplicationShutdown &
  OnApplicationShutdown;

export type HookName = keyof LifecycleHooks;

/** Run when the application starts, dependencies first. */
export const STARTUP_HOOKS = ['onModuleInit', 'onApplicationBootstrap'] as const satisfies readonly HookName[];

/** Run when the application closes, dependents first. */
export const SHUTDOWN_HOOKS = [
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
] as const satisfies readonly HookName[];

export const HOOKS: readonly HookName[] = [...STARTUP_HOOKS, ...SHUTDOWN_HOOKS];

/** Calls one hook of an instance that has it. */
export function callHook(instance: Partial<LifecycleHooks>, hook: HookName, signal?: string): unknown {
  return instance[hook]?.(signal);
}
