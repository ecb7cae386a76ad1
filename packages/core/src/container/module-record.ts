// Providers and modules refer to each other, so both classes are in one file.
export { ModuleRecord } from './records.js';
