// A provider knows its module and a module its providers: the two classes stand in one file.
export type { ProviderKind } from './records.js';
export { ProviderRecord } from './records.js';
