import type { CanActivate } from '../contracts/can-activate.js';
import type { ExceptionFilter } from '../contracts/exception-filter.js';
import type { HttpRedirectResponse } from '../contracts/http-redirect-response.js';
import type { ModuleMetadata } from '../contracts/module-metadata.js';
import type { NestInterceptor } from '../contracts/nest-interceptor.js';
import type { PipeTransform } from '../contracts/pipe-transform.js';
import type { RequestMethod } from '../contracts/request-method.js';
import type { CustomParamFactory } from '../contracts/route-parameters.js';
import type { InjectableOptions } from '../contracts/scope-options.js';
import type { SseOptions } from '../contracts/sse-options.js';
import type { StandardSchemaV1 } from '../contracts/standard-schema.js';
import type { Type } from '../contracts/type.js';
import type { VersionValue } from '../contracts/versioning.js';
import type * as Keys from './keys.js';

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
  [Keys.MODULE_KEYS.imports]: Required<ModuleMetadata>['imports'];
  [Keys.MODULE_KEYS.providers]: Required<ModuleMetadata>['providers'];
  [Keys.MODULE_KEYS.controllers]: Required<ModuleMetadata>['controllers'];
  [Keys.MODULE_KEYS.exports]: Required<ModuleMetadata>['exports'];
  [Keys.MODULE_PATH_METADATA]: string;
  [Keys.SCOPE_OPTIONS_METADATA]: InjectableOptions;
  [Keys.PARAMTYPES_METADATA]: Type[];
  [Keys.SELF_DECLARED_DEPS_METADATA]: SelfDeclared[];
  [Keys.OPTIONAL_DEPS_METADATA]: number[];
  [Keys.PROPERTY_DEPS_METADATA]: PropertyRecord[];
  [Keys.OPTIONAL_PROPERTY_DEPS_METADATA]: (string | symbol)[];
  [Keys.PATH_METADATA]: string | string[];
  [Keys.METHOD_METADATA]: RequestMethod;
  [Keys.HOST_METADATA]: string | RegExp | (string | RegExp)[];
  [Keys.VERSION_METADATA]: VersionValue;
  [Keys.HTTP_CODE_METADATA]: number;
  [Keys.HEADERS_METADATA]: RouteHeader[];
  [Keys.REDIRECT_METADATA]: HttpRedirectResponse;
  [Keys.RENDER_METADATA]: string;
  [Keys.SSE_OPTIONS_METADATA]: SseOptions;
  [Keys.ROUTE_ARGS_METADATA]: Record<string, ParameterMetadata>;
  [Keys.GUARDS_METADATA]: (CanActivate | Type<CanActivate>)[];
  [Keys.INTERCEPTORS_METADATA]: (NestInterceptor | Type<NestInterceptor>)[];
  [Keys.PIPES_METADATA]: (PipeTransform | Type<PipeTransform>)[];
  [Keys.EXCEPTION_FILTERS_METADATA]: (ExceptionFilter | Type<ExceptionFilter>)[];
  [Keys.FILTER_CATCH_EXCEPTIONS]: Type<Error>[];
  [Keys.METHOD_CARRIER_METADATA]: Function;
}

/** A key whose values have a known type. */
export type MetadataKey = keyof MetadataValues;
