import type { HttpRedirectResponse } from '../contracts/http/http-redirect-response.js';
import type { SseOptions } from '../contracts/http/sse-options.js';
import type { ModuleMetadata } from '../contracts/injection/module-metadata.js';
import type { InjectableOptions } from '../contracts/injection/scope-options.js';
import type { Type } from '../contracts/injection/type.js';
import type { StandardSchemaV1 } from '../contracts/libraries/standard-schema.js';
import type { CanActivate } from '../contracts/pipeline/can-activate.js';
import type { ExceptionFilter } from '../contracts/pipeline/exception-filter.js';
import type { NestInterceptor } from '../contracts/pipeline/nest-interceptor.js';
import type { PipeTransform } from '../contracts/pipeline/pipe-transform.js';
import type { RequestMethod } from '../contracts/routing/request-method.js';
import type { CustomParamFactory } from '../contracts/routing/route-parameters.js';
import type { VersionValue } from '../contracts/routing/versioning.js';
import type {
  EXCEPTION_FILTERS_METADATA,
  FILTER_CATCH_EXCEPTIONS,
  GUARDS_METADATA,
  HEADERS_METADATA,
  HOST_METADATA,
  HTTP_CODE_METADATA,
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
  REDIRECT_METADATA,
  RENDER_METADATA,
  ROUTE_ARGS_METADATA,
  SCOPE_OPTIONS_METADATA,
  SELF_DECLARED_DEPS_METADATA,
  SSE_OPTIONS_METADATA,
  VERSION_METADATA,
} from './keys.js';

/** A decorated parameter, as stored in the metadata. */
export interface ParameterMetadata {
  readonly index: number;
  readonly data?: unknown;
  readonly pipes: (Type<PipeTransform> | PipeTransform)[];
  readonly schema?: StandardSchemaV1;
  readonly factory?: CustomParamFactory;
}

/** A header of `@Header()`. A function returns the value for each reply. */
export interface RouteHeader {
  readonly name: string;
  readonly value: string | (() => string);
}

/** A constructor parameter with a token of `@Inject()`. */
export interface SelfDeclared {
  readonly index: number;
  readonly param: unknown;
}

/** A property with `@Inject()`. */
export interface PropertyRecord {
  readonly key: string | symbol;
  readonly type: unknown;
  /** The decorator has no token, and the compiler emitted no type. */
  readonly untyped?: boolean;
}

/** The type of the value that decorators store under each key. */
export interface MetadataValues {
  [MODULE_KEYS.imports]: Required<ModuleMetadata>['imports'];
  [MODULE_KEYS.providers]: Required<ModuleMetadata>['providers'];
  [MODULE_KEYS.controllers]: Required<ModuleMetadata>['controllers'];
  [MODULE_KEYS.exports]: Required<ModuleMetadata>['exports'];
  [MODULE_PATH_METADATA]: string;
  /** The path for one application, whose id the key ends with. */
  [path: `${typeof MODULE_PATH_METADATA}${string}`]: string;
  [SCOPE_OPTIONS_METADATA]: InjectableOptions;
  [PARAMTYPES_METADATA]: Type[];
  [SELF_DECLARED_DEPS_METADATA]: SelfDeclared[];
  [OPTIONAL_DEPS_METADATA]: number[];
  [PROPERTY_DEPS_METADATA]: PropertyRecord[];
  [OPTIONAL_PROPERTY_DEPS_METADATA]: (string | symbol)[];
  [PATH_METADATA]: string | string[];
  [METHOD_METADATA]: RequestMethod;
  [HOST_METADATA]: string | RegExp | (string | RegExp)[];
  [VERSION_METADATA]: VersionValue;
  [HTTP_CODE_METADATA]: number;
  [HEADERS_METADATA]: RouteHeader[];
  [REDIRECT_METADATA]: HttpRedirectResponse;
  [RENDER_METADATA]: string;
  [SSE_OPTIONS_METADATA]: SseOptions;
  [ROUTE_ARGS_METADATA]: Record<string, ParameterMetadata>;
  [GUARDS_METADATA]: (CanActivate | Type<CanActivate>)[];
  [INTERCEPTORS_METADATA]: (NestInterceptor | Type<NestInterceptor>)[];
  [PIPES_METADATA]: (PipeTransform | Type<PipeTransform>)[];
  [EXCEPTION_FILTERS_METADATA]: (ExceptionFilter | Type<ExceptionFilter>)[];
  [FILTER_CATCH_EXCEPTIONS]: Type<Error>[];
  [METHOD_CARRIER_METADATA]: Function;
}

/** A key whose values have a known type. */
export type MetadataKey = keyof MetadataValues;
