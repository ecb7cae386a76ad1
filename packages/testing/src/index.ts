export type { CapturedLog, CapturedLogFilter, CapturedLogMatcher } from './captured-log.js';
export type { CapturingLoggerOptions } from './capturing-logger.js';
export { CapturingLogger } from './capturing-logger.js';
export type { MockFactory } from './mock-factory.js';
export type { ModuleDefinition, OverrideByFactoryOptions } from './override-by.js';
export { Test } from './test.js';
export { TestingModule } from './testing-module.js';
export type {
  CompileTestingModuleOptions,
  OverrideBy,
  OverrideModule,
  TestingModuleOptions,
} from './testing-module-builder.js';
export { TestingModuleBuilder } from './testing-module-builder.js';
