export { ApplicationConfig } from './application/application-config.js';

export {
  ContextIdFactory,
  createContextId,
} from './container/context-id.js';
export type {
  ContextId,
  ContextIdResolver,
  ContextIdResolverFn,
  ContextIdStrategy,
  HostComponentInfo,
} from './container/context-id.js';
export { NestContainer } from './container/container.js';
export { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, INQUIRER, REQUEST } from './container/core-tokens.js';
export { ModulesContainer } from './container/modules-container.js';
export { inject } from './resolution/inject.js';
export type { InjectOptions } from './resolution/inject.js';
