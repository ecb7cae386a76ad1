// Third-party modules import these names of NestJS from here. Packages of Portico use the public entries.
export { ModuleRecord as Module } from './container/module-record.js';
export { ProviderRecord as InstanceWrapper } from './container/provider-record.js';
