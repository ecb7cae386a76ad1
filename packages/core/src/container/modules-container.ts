import { randomUUID } from 'node:crypto';
import { TOKEN_BRAND } from './core-tokens.js';
import type { ModuleRecord } from './records.js';

/**
 * All modules of an application by their keys, in the order of the scan: the root first, then each
 * module before those that it imports.
 */
export class ModulesContainer extends Map<string, ModuleRecord> {
  static readonly [TOKEN_BRAND] = 'ModulesContainer';

  private id: string | undefined;

  /** Tells one application from another in the same process. */
  get applicationId(): string {
    this.id ??= randomUUID();
    return this.id;
  }

  getById(id: string): ModuleRecord | undefined {
    for (const module of this.values()) if (module.id === id) return module;
    return undefined;
  }
}
