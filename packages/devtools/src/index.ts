export { DevtoolsModule } from './devtools-module.js';
export type { DevtoolsOptions } from './options.js';
