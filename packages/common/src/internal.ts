export { abortForClient } from './exceptions/client-disconnected.js';

import 'reflect-metadata';

export { parameter as createParameterDecorator } from './decorators/http-parameters.js';
export type { ParameterArguments } from './decorators/parameter-arguments.js';
export { isPipe, isStandardSchema, sortArguments } from './decorators/parameter-arguments.js';
export type { CommonErrorCode } from './errors.js';
export { COMMON_ERRORS, commonError, failedWithoutError, invalidHttpsOptions } from './errors.js';
export { HTTP_EXCEPTION_BRAND, INTRINSIC_EXCEPTION_BRAND } from './exceptions/brands.js';
export type { FrameworkErrorCounterpart, FrameworkErrorInit } from './exceptions/framework-error.js';
export {
  FRAMEWORK_ERROR_BRAND,
  FrameworkError,
  frameworkError,
  isFrameworkError,
} from './exceptions/framework-error.js';
export { isHttpException } from './exceptions/http-exception.js';
export { isIntrinsicException } from './exceptions/intrinsic-exception.js';
export { isError } from './exceptions/is-error.js';
export { stackOf } from './logging/stack-of.js';
export type {
  AnyClassDecorator,
  AnyMethodDecorator,
  AnyPropertyDecorator,
  DecoratedElement,
  StandardContext,
} from './metadata/decorator-dialect.js';
export {
  decoratedClass,
  decoratedElement,
  decoratedMethod,
  describeElement,
  isStandardContext,
} from './metadata/decorator-dialect.js';
export type { ConstructorDependencies, DependencySource, PropertyDependency } from './metadata/dependencies.js';
export {
  appendStandard,
  readConstructorDependencies,
  readPropertyDependencies,
} from './metadata/dependencies.js';
export type { EnhancerKind, EnhancerKinds } from './metadata/enhancers.js';
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
export {
  CATCH_WATERMARK,
  CLASS_SERIALIZER_OPTIONS,
  CONTROLLER_WATERMARK,
  CUSTOM_ROUTE_ARGS_METADATA,
  ENTRY_PROVIDER_WATERMARK,
  EXCEPTION_FILTERS_METADATA,
  FILTER_CATCH_EXCEPTIONS,
  GLOBAL_MODULE_METADATA,
  GUARDS_METADATA,
  HEADERS_METADATA,
  HOST_METADATA,
  HTTP_CODE_METADATA,
  INJECTABLE_WATERMARK,
  INTERCEPTORS_METADATA,
  METHOD_CARRIER_METADATA,
  METHOD_METADATA,
  MODULE_KEYS,
  MODULE_PATH_METADATA,
  OPTIONAL_DEPS_METADATA,
  OPTIONAL_PROPERTY_DEPS_METADATA,
  PARAMTYPES_METADATA,
  PATH_METADATA,
  PIPES_METADATA,
  PROPERTY_DEPS_METADATA,
  PROPERTY_TYPE_METADATA,
  REDIRECT_METADATA,
  RENDER_METADATA,
  RESPONSE_PASSTHROUGH_METADATA,
  ROUTE_ARGS_METADATA,
  SCOPE_OPTIONS_METADATA,
  SELF_DECLARED_DEPS_METADATA,
  SSE_METADATA,
  SSE_OPTIONS_METADATA,
  VERSION_METADATA,
} from './metadata/keys.js';
export {
  defineModulePath,
  hasModuleMetadata,
  isGlobalModule,
  readModuleMetadata,
  readModulePath,
} from './metadata/module.js';
export type { ParameterDeclaration, ParameterMetadata } from './metadata/parameters.js';
export {
  addCustomParameter,
  addParameter,
  methodCarrier,
  readMethodFact,
  readParameterRecords,
  readParameterTypes,
} from './metadata/parameters.js';
export { readFact } from './metadata/read.js';
export { RouteParamtypes } from './metadata/route-paramtypes.js';
export type { ControllerRouting, ReplyMetadata, RouteHeader, RouteMapping } from './metadata/routes.js';
export {
  isResponsePassthrough,
  readControllerRouting,
  readReplyMetadata,
  readRouteMapping,
} from './metadata/routes.js';
export { SYMBOL_METADATA, standardMetadataOf } from './metadata/symbol-metadata.js';
export { uid } from './metadata/uid.js';
export { append, appendOwn, define } from './metadata/write.js';
export { closeGaps } from './pipes/close-gaps.js';
export { httpErrorOf } from './pipes/http-error-by-code.js';
export { isPlainObject } from './pipes/is-plain-object.js';
export { LETS_THROUGH, letsThrough, markLetsThrough } from './pipes/noop-transform.js';
export {
  findOptionalPackage,
  importOptionalPackage,
  loadOptionalPackage,
  missingPackage,
} from './pipes/optional-package.js';
export { isPromiseLike } from './serialization/is-promise-like.js';
export { mapObservable } from './serialization/map-observable.js';
export { REFLECTOR } from './serialization/reflector-like.js';
export type { ResultMapper } from './serialization/result-mapper.js';
export { isResultMapping, markResultMapping, RESULT_MAPPER, resultMapperOf } from './serialization/result-mapper.js';
