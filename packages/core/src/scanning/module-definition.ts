import type { DynamicModule, Type } from '@portico/common';
import { roleOf } from '../container/class-decorators.js';
import type { ModuleRecord } from '../container/records.js';
import { invalidModule, undefinedModule } from '../errors/module-errors.js';

/** What an entry of `imports` stands for. */
export interface ModuleDefinition {
  /** Equal for two entries that are one module: the class, or the object of a dynamic module. */
  readonly identity: unknown;
  readonly metatype: Type;
  readonly dynamic: DynamicModule | undefined;
}

/**
 * Tells a module class from a dynamic module, after modules have been replaced.
 *
 * @throws FrameworkError when the entry is neither
 */
export function toDefinition(
  entry: unknown,
  index: number,
  chain: readonly ModuleRecord[],
  overrides: ReadonlyMap<Type, Type | DynamicModule>,
): ModuleDefinition {
  if (entry === undefined || entry === null) throw undefinedModule(chain, index, entry);
  const metatype = typeof entry === 'function' ? entry : (entry as { module?: unknown }).module;
  if (typeof metatype !== 'function') throw invalidModule(chain, index, entry);

  const replacement = overrides.size === 0 ? undefined : overrides.get(metatype as Type);
  if (replacement !== undefined && replacement !== entry) return toDefinition(replacement, index, chain, NONE);

  return typeof entry === 'function'
    ? { identity: entry, metatype: entry as Type, dynamic: undefined }
    : { identity: entry, metatype: metatype as Type, dynamic: entry as DynamicModule };
}

const NONE: ReadonlyMap<Type, Type | DynamicModule> = new Map();

/** @throws FrameworkError when a class is decorated as something other than a module */
export function refuseMisplaced(type: Type, index: number, chain: readonly ModuleRecord[]): void {
  const role = roleOf(type);
  if (role !== undefined && role !== 'Module') throw invalidModule(chain, index, type, role);
}
