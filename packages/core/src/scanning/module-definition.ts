import type { DynamicModule, Type } from '@portico/common';
import { isObject } from '@portico/common/internal';
import { roleOf } from '../container/class-decorators.js';
import { isClass } from '../container/is-class.js';
import type { ModuleRecord } from '../container/records.js';
import { invalidModule, undefinedModule } from '../errors/module-errors.js';

/** The module that an entry of `imports` stands for. */
export interface ModuleDefinition {
  readonly metatype: Type;
  readonly dynamic: DynamicModule | undefined;
}

/**
 * Distinguishes a module class from a dynamic module, after replacements.
 *
 * @throws FrameworkError if the entry is neither
 */
export function toDefinition(
  entry: unknown,
  index: number,
  chain: readonly ModuleRecord[],
  overrides: ReadonlyMap<Type, Type | DynamicModule>,
): ModuleDefinition {
  if (entry === undefined || entry === null) throw undefinedModule(chain, index, entry);
  const isStatic = isClass(entry);
  if (!isStatic && !isDynamicModule(entry)) throw invalidModule(chain, index, entry);

  const metatype = isStatic ? entry : entry.module;
  const replacement = overrides.size === 0 ? undefined : overrides.get(metatype);
  if (replacement !== undefined && replacement !== entry) return toDefinition(replacement, index, chain, NONE);

  return { metatype, dynamic: isStatic ? undefined : entry };
}

function isDynamicModule(value: unknown): value is DynamicModule {
  return isObject(value) && isClass(value.module);
}

const NONE: ReadonlyMap<Type, Type | DynamicModule> = new Map();

/** @throws FrameworkError if a class is decorated as something other than a module */
export function refuseMisplaced(type: Type, index: number, chain: readonly ModuleRecord[]): void {
  const role = roleOf(type);
  if (role !== undefined && role !== 'Module') throw invalidModule(chain, index, type, role);
}
