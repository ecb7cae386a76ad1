import type { Type } from '@portico/common';

const allowed = new WeakSet<Type>();

/**
 * The modules whose providers are made although the application is only previewed (`preview: true`): those that exist to
 * look at the graph.
 *
 * @example
 * InitializeOnPreviewAllowlist.add(GraphModule);
 */
export class InitializeOnPreviewAllowlist {
  /** @param module the class of the module. */
  static add(module: Type): void {
    allowed.add(module);
  }

  /** Whether the providers of a module are made in preview. */
  static has(module: Type): boolean {
    return allowed.has(module);
  }
}
