// Providers and modules refer to each other, so both classes are in one file.
export type { ProviderKind } from './records.js';
export { ProviderRecord } from './records.js';
