/**
 * The keys of the metadata that decorators write. Third-party modules read and write them with `Reflect.getMetadata`,
 * so the values must never change.
 */

export const MODULE_KEYS = {
  imports: 'imports',
  providers: 'providers',
  controllers: 'controllers',
  exports: 'exports',
} as const;

export const GLOBAL_MODULE_METADATA = '__module:global__';
export const MODULE_PATH_METADATA = '__module_path__';

export const INJECTABLE_WATERMARK = '__injectable__';
export const CONTROLLER_WATERMARK = '__controller__';
export const CATCH_WATERMARK = '__catch__';
export const ENTRY_PROVIDER_WATERMARK = '__entryProvider__';
export const SCOPE_OPTIONS_METADATA = 'scope:options';

export const PARAMTYPES_METADATA = 'design:paramtypes';
export const PROPERTY_TYPE_METADATA = 'design:type';
export const SELF_DECLARED_DEPS_METADATA = 'self:paramtypes';
export const OPTIONAL_DEPS_METADATA = 'optional:paramtypes';
export const PROPERTY_DEPS_METADATA = 'self:properties_metadata';
export const OPTIONAL_PROPERTY_DEPS_METADATA = 'optional:properties_metadata';

export const PATH_METADATA = 'path';
export const METHOD_METADATA = 'method';
export const HOST_METADATA = 'host';
export const VERSION_METADATA = '__version__';
export const HTTP_CODE_METADATA = '__httpCode__';
export const HEADERS_METADATA = '__headers__';
export const REDIRECT_METADATA = '__redirect__';
export const RENDER_METADATA = '__renderTemplate__';
export const RESPONSE_PASSTHROUGH_METADATA = '__responsePassthrough__';
export const SSE_METADATA = '__sse__';
export const SSE_OPTIONS_METADATA = '__sseOptions__';

export const ROUTE_ARGS_METADATA = '__routeArguments__';
export const CUSTOM_ROUTE_ARGS_METADATA = '__customRouteArgs__';

export const GUARDS_METADATA = '__guards__';
export const INTERCEPTORS_METADATA = '__interceptors__';
export const PIPES_METADATA = '__pipes__';
export const EXCEPTION_FILTERS_METADATA = '__exceptionFilters__';
export const FILTER_CATCH_EXCEPTIONS = '__filterCatchExceptions__';

export const CLASS_SERIALIZER_OPTIONS = 'class_serializer:options';

/**
 * The key under which a standard (TC39) method decorator stores metadata of `(class, method name)`. The class is not
 * known when the method is decorated, so the metadata is stored on the function.
 */
export const METHOD_CARRIER_METADATA = 'portico:method-carrier';
