/** `@portico/core/injector/internal-core-module/index.js`: the module of what the framework itself provides. */
export { InternalCoreModule } from '../container/core-providers.js';
