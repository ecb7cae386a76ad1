/** `@portico/core/injector/constants.js` */
export { STATIC_CONTEXT } from '../container/context-id.js';
export { CONTROLLER_ID_KEY } from '../container/controller-id.js';
