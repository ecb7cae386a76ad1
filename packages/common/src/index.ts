import 'reflect-metadata';

export type { ErrorHandler, HttpServer, RequestHandler } from './contracts/adapters/http-server.js';
export type {
  WebSocketAdapter,
  WebSocketAdapterOptions,
  WsMessageHandler,
} from './contracts/adapters/web-socket-adapter.js';
export type { INestApplication } from './contracts/application/application.js';
export type {
  GetOrResolveOptions,
  INestApplicationContext,
  SelectOptions,
} from './contracts/application/application-context.js';
export type { NestApplicationContextOptions } from './contracts/application/application-context-options.js';
export type {
  GracefulShutdownOptions,
  NestApplicationOptions,
  NestHybridApplicationOptions,
  WebSocketAppOptions,
} from './contracts/application/application-options.js';
export type { HttpsOptions } from './contracts/application/https-options.js';
export type { LoggerService, LogLevel } from './contracts/application/logger-service.js';
export type { INestMicroservice, ITransportServer, PreRequestHook } from './contracts/application/microservice.js';
export type { ServerListenOptions } from './contracts/application/server-listen-options.js';
export type { CookieSerializeOptions, CookiesOptions } from './contracts/http/cookies.js';
export type {
  CorsOptions,
  CorsOptionsCallback,
  CorsOptionsDelegate,
  CustomOrigin,
  StaticOrigin,
} from './contracts/http/cors-options.js';
export type { CsrfProtectionOptions } from './contracts/http/csrf-protection.js';
export type { HttpRedirectResponse } from './contracts/http/http-redirect-response.js';
export { HttpStatus } from './contracts/http/http-status.js';
export type { RawBodyRequest } from './contracts/http/raw-body-request.js';
export type {
  ContentSecurityPolicyDirectiveValue,
  ContentSecurityPolicyOptions,
  ReferrerPolicyToken,
  SecurityHeadersOptions,
} from './contracts/http/security-headers.js';
export type { MessageEvent, SseOptions } from './contracts/http/sse-options.js';
export { SSE_ABORT_CONTROLLER } from './contracts/http/sse-options.js';
export type { Abstract } from './contracts/injection/abstract.js';
export type { ForwardReference } from './contracts/injection/forward-reference.js';
export type { InjectionToken, OptionalFactoryDependency } from './contracts/injection/injection-token.js';
export type { IntrospectionResult } from './contracts/injection/introspection-result.js';
export type { DynamicModule, ModuleMetadata } from './contracts/injection/module-metadata.js';
export type {
  ClassProvider,
  ExistingProvider,
  FactoryProvider,
  Provider,
  ValueProvider,
} from './contracts/injection/provider.js';
export type { DeclaredDependency, InjectableOptions, ScopeOptions } from './contracts/injection/scope-options.js';
export { Scope } from './contracts/injection/scope-options.js';
export type { Type } from './contracts/injection/type.js';
export type { ClassTransformOptions, TransformerPackage } from './contracts/libraries/class-transformer.js';
export type {
  ValidationError,
  ValidationErrorFormat,
  ValidatorOptions,
  ValidatorPackage,
} from './contracts/libraries/class-validator.js';
export type {
  StandardSchemaIssue,
  StandardSchemaOptions,
  StandardSchemaResult,
  StandardSchemaV1,
} from './contracts/libraries/standard-schema.js';
export type {
  BeforeApplicationShutdown,
  OnApplicationBootstrap,
  OnApplicationShutdown,
  OnModuleDestroy,
  OnModuleInit,
} from './contracts/lifecycle/lifecycle-hooks.js';
export type { ShutdownHooksOptions } from './contracts/lifecycle/shutdown-signal.js';
export { ShutdownSignal } from './contracts/lifecycle/shutdown-signal.js';
export type {
  ArgumentsHost,
  ContextType,
  HttpArgumentsHost,
  RpcArgumentsHost,
  WsArgumentsHost,
} from './contracts/pipeline/arguments-host.js';
export type { CanActivate } from './contracts/pipeline/can-activate.js';
export type { ExceptionFilter, RpcExceptionFilter, WsExceptionFilter } from './contracts/pipeline/exception-filter.js';
export type { ExecutionContext } from './contracts/pipeline/execution-context.js';
export type { CallHandler, NestInterceptor } from './contracts/pipeline/nest-interceptor.js';
export type { ArgumentMetadata, Paramtype, PipeTransform } from './contracts/pipeline/pipe-transform.js';
export type { ControllerOptions } from './contracts/routing/controller-options.js';
export type { GlobalPrefixOptions } from './contracts/routing/global-prefix-options.js';
export type {
  MiddlewareConfigProxy,
  MiddlewareConfiguration,
  MiddlewareConsumer,
  NestMiddleware,
  NestModule,
  RouteInfo,
} from './contracts/routing/middleware.js';
export { RequestMethod } from './contracts/routing/request-method.js';
export type {
  CustomParamFactory,
  ParamData,
  ParamDecoratorEnhancer,
  ParameterDecoratorOptions,
  RequestMappingMetadata,
  ResponseDecoratorOptions,
  RouteParamMetadata,
} from './contracts/routing/route-parameters.js';
export type {
  RouteConflictPolicy,
  RouteConflictPolicyLevel,
  RouteResolutionStrategy,
} from './contracts/routing/route-resolution.js';
export type { VersioningOptions, VersionOptions, VersionValue } from './contracts/routing/versioning.js';
export { VERSION_NEUTRAL, VersioningType } from './contracts/routing/versioning.js';
export { applyDecorators } from './decorators/apply-decorators.js';
export { Bind } from './decorators/bind.js';
export { Catch } from './decorators/catch.js';
export { createParamDecorator } from './decorators/create-param-decorator.js';
export type { CustomDecorator } from './decorators/custom-decorator.js';
export { Controller } from './decorators/http/controller.js';
export {
  Body,
  Cookies,
  Headers,
  HostParam,
  Ip,
  Next,
  Param,
  Query,
  RawBody,
  Req,
  Request,
  Res,
  Response,
  Session,
  SignedCookies,
  UploadedFile,
  UploadedFiles,
} from './decorators/http/http-parameters.js';
export { Header, HttpCode, Redirect, Render, Version } from './decorators/http/reply.js';
export {
  All,
  Copy,
  Delete,
  Get,
  Head,
  Lock,
  Mkcol,
  Move,
  Options,
  Patch,
  Post,
  Propfind,
  Proppatch,
  Put,
  QueryMethod,
  RequestMapping,
  Search,
  Unlock,
} from './decorators/http/request-mapping.js';
export { Sse, SseSignal } from './decorators/http/sse.js';
export { Dependencies } from './decorators/injection/dependencies.js';
export { Inject, Optional } from './decorators/injection/inject.js';
export { Injectable } from './decorators/injection/injectable.js';
export { mixin } from './decorators/injection/mixin.js';
export { Global, Module } from './decorators/injection/module.js';
export { SetMetadata } from './decorators/set-metadata.js';
export { Signal } from './decorators/signal.js';
export { UseFilters, UseGuards, UseInterceptors, UsePipes } from './decorators/use-enhancers.js';
export { invalidHttpsOptions } from './errors/catalogue.js';
export type { FrameworkErrorCounterpart, FrameworkErrorInit } from './errors/framework-error.js';
export { FrameworkError, isFrameworkError } from './errors/framework-error.js';
export {
  BadRequestException,
  ConflictException,
  ForbiddenException,
  GoneException,
  ImATeapotException,
  MethodNotAllowedException,
  MisdirectedException,
  NotAcceptableException,
  NotFoundException,
  PayloadTooLargeException,
  PreconditionFailedException,
  RequestTimeoutException,
  UnauthorizedException,
  UnprocessableEntityException,
  UnsupportedMediaTypeException,
} from './exceptions/client-errors.js';
export type {
  DescriptionAndOptions,
  HttpExceptionBody,
  HttpExceptionBodyMessage,
  HttpExceptionOptions,
} from './exceptions/http-exception.js';
export { HttpException } from './exceptions/http-exception.js';
export { IntrinsicException } from './exceptions/intrinsic-exception.js';
export {
  BadGatewayException,
  GatewayTimeoutException,
  HttpVersionNotSupportedException,
  InternalServerErrorException,
  NotImplementedException,
  ServiceUnavailableException,
} from './exceptions/server-errors.js';
export { ConsoleLogger } from './logging/console-logger.js';
export type { ConsoleLoggerOptions } from './logging/console-logger-options.js';
export { filterLogLevels, LOG_LEVELS } from './logging/log-levels.js';
export { Logger } from './logging/logger.js';
export { assignMetadata } from './metadata/assign-metadata.js';
export { forwardRef } from './metadata/forward-ref.js';
export { ConfigurableModuleBuilder } from './modules/configurable-module-builder.js';
export type {
  ConfigurableModuleAsyncOptions,
  ConfigurableModuleBuilderOptions,
  ConfigurableModuleCls,
  ConfigurableModuleHost,
  ConfigurableModuleOptionsFactory,
} from './modules/configurable-module-contracts.js';
export { loadOptionalPackage } from './optional-packages/optional-package.js';
export { DefaultValuePipe } from './pipes/default-value.pipe.js';
export type { FileTypeValidatorOptions } from './pipes/file/file-type.validator.js';
export { FileTypeValidator } from './pipes/file/file-type.validator.js';
export type { FileValidatorContext, UploadedFileLike } from './pipes/file/file-validator.js';
export { FileValidator } from './pipes/file/file-validator.js';
export type { MaxFileSizeValidatorOptions } from './pipes/file/max-file-size.validator.js';
export { MaxFileSizeValidator } from './pipes/file/max-file-size.validator.js';
export type { ParseFileOptions } from './pipes/file/parse-file.pipe.js';
export { ParseFilePipe } from './pipes/file/parse-file.pipe.js';
export { ParseFilePipeBuilder } from './pipes/file/parse-file-pipe.builder.js';
export type { ErrorHttpStatusCode } from './pipes/http-error-by-code.js';
export type { ParseArrayOptions, ParseArrayPipeOptions } from './pipes/parse/parse-array.pipe.js';
export { ParseArrayPipe } from './pipes/parse/parse-array.pipe.js';
export type { ParseBoolPipeOptions } from './pipes/parse/parse-bool.pipe.js';
export { ParseBoolPipe } from './pipes/parse/parse-bool.pipe.js';
export type { ParseDatePipeOptions } from './pipes/parse/parse-date.pipe.js';
export { ParseDatePipe } from './pipes/parse/parse-date.pipe.js';
export type { ParseEnumPipeOptions } from './pipes/parse/parse-enum.pipe.js';
export { ParseEnumPipe } from './pipes/parse/parse-enum.pipe.js';
export type { ParseFloatPipeOptions } from './pipes/parse/parse-float.pipe.js';
export { ParseFloatPipe } from './pipes/parse/parse-float.pipe.js';
export type { ParseIntPipeOptions } from './pipes/parse/parse-int.pipe.js';
export { ParseIntPipe } from './pipes/parse/parse-int.pipe.js';
export type { ParseUUIDPipeOptions, UUIDVersion } from './pipes/parse/parse-uuid.pipe.js';
export { ParseUUIDPipe } from './pipes/parse/parse-uuid.pipe.js';
export type { StandardSchemaValidationPipeOptions } from './pipes/validation/standard-schema-validation.pipe.js';
export { StandardSchemaValidationPipe } from './pipes/validation/standard-schema-validation.pipe.js';
export type { ValidationPipeOptions } from './pipes/validation/validation.pipe.js';
export { ValidationPipe } from './pipes/validation/validation.pipe.js';
export { ClassSerializerInterceptor } from './serialization/class-serializer.interceptor.js';
export type {
  ClassSerializerContextOptions,
  ClassSerializerInterceptorOptions,
} from './serialization/class-serializer-options.js';
export type { PlainLiteralObject } from './serialization/plain-literal-object.js';
export { SerializeOptions } from './serialization/serialize-options.js';
export { StandardSchemaSerializerInterceptor } from './serialization/standard-schema-serializer.interceptor.js';
export type {
  StandardSchemaSerializerContextOptions,
  StandardSchemaSerializerInterceptorOptions,
} from './serialization/standard-schema-serializer-options.js';
export type { StreamableFileOptions, StreamableHandlerResponse } from './serialization/streamable-file.js';
export { StreamableFile } from './serialization/streamable-file.js';
export { closeGaps } from './values/close-gaps.js';
export { flatten } from './values/flatten.js';
export { stripProtoKeys } from './values/strip-proto-keys.js';
