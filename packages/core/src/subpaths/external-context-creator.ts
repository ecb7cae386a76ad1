/** `@portico/core/helpers/external-context-creator.js` */
export { ExternalContextCreator } from '../discovery/external-context-creator.js';
