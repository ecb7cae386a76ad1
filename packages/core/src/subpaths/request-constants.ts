/** `@portico/core/router/request/request-constants.js`: for modules that open contexts of their own. */
export { REQUEST_CONTEXT_ID } from '../container/context-id.js';
export { REQUEST } from '../container/core-tokens.js';
