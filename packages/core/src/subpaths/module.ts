/** `@portico/core/injector/module.js`: what the container knows of a module. */
export { ModuleRecord as Module } from '../container/module-record.js';
