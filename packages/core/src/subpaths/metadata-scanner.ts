/** `@portico/core/metadata-scanner.js` */
export { MetadataScanner } from '../scanning/metadata-scanner.js';
