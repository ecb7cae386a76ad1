/** `@portico/core/metadata-scanner.js` */
export { MetadataScanner } from '../discovery/metadata-scanner.js';
