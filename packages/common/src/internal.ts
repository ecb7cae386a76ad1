import 'reflect-metadata';

export { parameter as createParameterDecorator } from './decorators/http-parameters.js';
export { isPipe, isStandardSchema, sortArguments } from './decorators/parameter-arguments.js';
export { FRAMEWORK_ERROR_BRAND, FrameworkError, frameworkError, isFrameworkError } from './exceptions/framework-error.js';
export {
  decoratedClass,
  decoratedElement,
  decoratedMethod,
  describeElement,
  isStandardContext,
} from './metadata/decorator-dialect.js';
export {
  appendStandard,
  readConstructorDependencies,
  readPropertyDependencies,
} from './metadata/dependencies.js';
export { ENHANCER_KEYS, readEnhancers } from './metadata/enhancers.js';
export { isForwardReference } from './metadata/forward-ref.js';
export {
  isController,
  isEntryProvider,
  isExceptionFilter,
  isInjectable,
  readCaughtTypes,
  readInjectableOptions,
  readScopeOptions,
} from './metadata/injectable.js';
export * from './metadata/keys.js';
export { defineModulePath, hasModuleMetadata, isGlobalModule, readModuleMetadata, readModulePath } from './metadata/module.js';
export {
  addCustomParameter,
  addParameter,
  methodCarrier,
  readMethodFact,
  readParameterRecords,
  readParameterTypes,
} from './metadata/parameters.js';
export { RouteParamtypes } from './metadata/route-paramtypes.js';
export { isResponsePassthrough, readControllerRouting, readReplyMetadata, readRouteMapping } from './metadata/routes.js';
export { standardMetadataOf, SYMBOL_METADATA } from './metadata/symbol-metadata.js';
export { uid } from './metadata/uid.js';
export { append, appendOwn, define } from './metadata/write.js';

export type { ParameterArguments } from './decorators/parameter-arguments.js';
export type { FrameworkErrorInit } from './exceptions/framework-error.js';
export type {
  AnyClassDecorator,
  AnyMethodDecorator,
  AnyPropertyDecorator,
  DecoratedElement,
  StandardContext,
} from './metadata/decorator-dialect.js';
export type { ConstructorDependencies, DependencySource, PropertyDependency } from './metadata/dependencies.js';
export type { EnhancerKind, EnhancerKinds } from './metadata/enhancers.js';
export type { ParameterDeclaration, ParameterMetadata } from './metadata/parameters.js';
export type { ControllerRouting, ReplyMetadata, RouteHeader, RouteMapping } from './metadata/routes.js';
