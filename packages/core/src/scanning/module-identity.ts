import type { DynamicModule, Type } from '@portico/common';
import { ContentReader } from './content-reader.js';

/** Returns a value that is equal for two entries of `imports` if they are the same module. */
export type ModuleIdentity = (module: {
  readonly metatype: Type;
  readonly dynamic: DynamicModule | undefined;
}) => unknown;

/** A class is one module, and each object of a dynamic module is a separate one. */
export const moduleByReference: ModuleIdentity = ({ metatype, dynamic }) => dynamic ?? metatype;

/** Dynamic modules of one class are the same module if their content is equal. */
export function moduleByContent(): ModuleIdentity {
  const reader = new ContentReader();
  const known = new WeakMap<DynamicModule, string>();
  return ({ metatype, dynamic }) => {
    if (!dynamic) return metatype;
    const content = known.get(dynamic) ?? reader.read(dynamic);
    known.set(dynamic, content);
    return content;
  };
}
