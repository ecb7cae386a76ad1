/** `@portico/core/injector/constants.js` */
export { CONTROLLER_ID_KEY } from '../container/controller-id.js';
