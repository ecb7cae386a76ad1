import type { Type } from '@portico/common';

const allowed = new WeakSet<Type>();

/**
 * The modules whose providers are created in preview mode (`preview: true`), such as those that inspect the graph.
 *
 * @example
 * InitializeOnPreviewAllowlist.add(GraphModule);
 */
export class InitializeOnPreviewAllowlist {
  /** @param module the class of the module. */
  static add(module: Type): void {
    allowed.add(module);
  }

  /** Returns whether the providers of a module are created in preview mode. */
  static has(module: Type): boolean {
    return allowed.has(module);
  }
}
