/** `@portico/core/injector/modules-container.js` */
export { ModulesContainer } from '../container/modules-container.js';
