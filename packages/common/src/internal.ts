// What core, websockets and asyncapi share with this package. Platforms use the public entry alone, which lint checks.
export { abortForClient } from './exceptions/client-disconnected.js';

import 'reflect-metadata';

export { parameter as createParameterDecorator } from './decorators/http/http-parameters.js';
export { failedWithoutError, invalidHttpsOptions } from './errors/catalogue.js';
export type { FrameworkErrorCounterpart } from './errors/framework-error.js';
export { FrameworkError, frameworkError, isFrameworkError } from './errors/framework-error.js';
export { type HttpExceptionLike, isHttpException } from './exceptions/http-exception-like.js';
export { isIntrinsicException } from './exceptions/intrinsic-exception.js';
export { hasMessageOfCause, publicMessage } from './exceptions/public-message.js';
export { runCatching } from './exceptions/run-catching.js';
export type {
  AnyClassDecorator,
  AnyMethodDecorator,
  AnyPropertyDecorator,
  StandardContext,
} from './metadata/decorator-dialect.js';
export {
  decoratedClass,
  decoratedElement,
  decoratedMethod,
  isStandardContext,
  rejectUnreachableProperty,
} from './metadata/decorator-dialect.js';
export { readConstructorDependencies, readPropertyDependencies } from './metadata/dependencies.js';
export type { EnhancerKind, EnhancerKinds } from './metadata/enhancers.js';
export { ENHANCER_KEYS, readEnhancers } from './metadata/enhancers.js';
export { isForwardReference } from './metadata/forward-ref.js';
export {
  isController,
  isExceptionFilter,
  isInjectable,
  readCaughtTypes,
  readScopeOptions,
} from './metadata/injectable.js';
export {
  OPTIONAL_DEPS_METADATA,
  PARAMTYPES_METADATA,
  PROPERTY_DEPS_METADATA,
  ROUTE_ARGS_METADATA,
  SELF_DECLARED_DEPS_METADATA,
} from './metadata/keys.js';
export {
  defineModulePath,
  hasModuleMetadata,
  isGlobalModule,
  readModuleMetadata,
  readModulePath,
} from './metadata/module.js';
export { readParameterRecords, readParameterTypes } from './metadata/parameters.js';
export { RouteParamtypes } from './metadata/route-paramtypes.js';
export {
  isResponsePassthrough,
  readControllerRouting,
  readReplyMetadata,
  readRouteMapping,
} from './metadata/routes.js';
export { SYMBOL_METADATA, standardMetadataOf } from './metadata/symbol-metadata.js';
export { appendOwn, define } from './metadata/write.js';
export type { FoundPlatform, PlatformLoader, PlatformSearch } from './optional-packages/find-platform.js';
export { findPlatform, findPlatformSync, platformLoader } from './optional-packages/find-platform.js';
export type { PackageResolver } from './optional-packages/installed-packages.js';
export {
  isPackageAbsent,
  packageResolvers,
  requireInstalled,
  resolvePackage,
} from './optional-packages/installed-packages.js';
export { loadRxjs } from './optional-packages/load-rxjs.js';
export { isCount, LONGEST_TIMER_MS, type NumberRule, numberOption, numberOptions } from './options/number-option.js';
export { needsType } from './pipes/needs-type.js';
export { letsThrough } from './pipes/noop-transform.js';
export { errorCode, errorMessage } from './values/error-code.js';
export { isError } from './values/is-error.js';
export { isObject, isObjectOrFunction } from './values/is-object.js';
export { isOriginOfHost } from './values/is-origin-of-host.js';
export { isPromiseLike } from './values/is-promise-like.js';
export { stackOf } from './values/stack-of.js';
export { stripOwnProtoKeys } from './values/strip-proto-keys.js';
export { textOf } from './values/text-of.js';
export { withoutErrors } from './values/without-errors.js';
