import type { ModuleRecord } from '../container/module-record.js';
import type { HandlerEnvironment } from '../enhancers/describe-handler.js';
import type { HttpAdapterHost } from '../http/adapter-host.js';

/** The parts of an application that the framework's own providers use. */
export interface ApplicationParts extends HandlerEnvironment {
  readonly adapterHost: HttpAdapterHost;

  /**
   * Reads a module and all that it imports; may be called again for modules that come later.
   *
   * @returns the record of the module, or a promise of it if one of the modules is a promise.
   */
  scan(definition: unknown): ModuleRecord | Promise<ModuleRecord>;

  /** Removes modules that could not be resolved. */
  remove(modules: readonly ModuleRecord[]): void;

  /** Creates all singletons that do not exist yet. */
  resolve(): void | Promise<void>;
}
