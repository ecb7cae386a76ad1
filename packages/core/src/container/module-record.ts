// A provider knows its module and a module its providers: the two classes stand in one file.
export { ModuleRecord } from './records.js';
