/** An application and requests to it, as plain data. Its parts have their names in the NestJS documentation. */
export interface HttpCase {
  readonly prefix?: { readonly path: string; readonly exclude?: readonly RouteRef[] };
  readonly versioning?: {
    readonly type: 'uri' | 'header' | 'media' | 'custom';
    readonly defaultVersion?: Version;
    readonly prefix?: string | false;
  };
  readonly global?: Enhancers & { readonly provided?: boolean };
  readonly uses?: readonly UseCase[];
  readonly rawBody?: boolean;
  readonly cors?: CorsCase;
  /** The option of Portico; NestJS has none. */
  readonly methodNotAllowed?: boolean;
  readonly modules: readonly ModuleCase[];
  readonly requests: readonly HttpRequest[];
}

export interface CorsCase {
  /** An option of `create()`, or `app.enableCors()`, before `app.use()` or after it. */
  readonly by: 'create' | 'first' | 'last';
  readonly origin?:
    | 'all'
    | 'one'
    | 'list'
    | 'pattern'
    | 'reflect'
    | 'none'
    | 'decides'
    | 'refuses'
    | 'fails'
    | 'decidesLate';
  readonly credentials?: boolean;
  readonly methods?: string | readonly string[];
  readonly allowedHeaders?: string | readonly string[];
  readonly exposedHeaders?: string | readonly string[];
  readonly maxAge?: number;
  readonly preflightContinue?: boolean;
  readonly optionsSuccessStatus?: number;
  /** The options come from a function, for each request. */
  readonly delegated?: boolean;
}

/** `neutral` stands for VERSION_NEUTRAL. */
export type Version = string | readonly string[];

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD' | 'ALL';

export type RouteRef = string | { readonly path: string; readonly method: Method; readonly version?: Version };

export interface ModuleCase {
  /** The path that RouterModule gives to it. */
  readonly path?: string;
  readonly controllers: readonly ControllerCase[];
  readonly middleware?: readonly MiddlewareCase[];
}

export interface ControllerCase extends Enhancers {
  readonly path: string | readonly string[];
  readonly version?: Version;
  readonly host?: string;
  readonly requestScoped?: boolean;
  readonly routes: readonly RouteCase[];
}

export interface RouteCase extends Enhancers {
  readonly method: Method;
  readonly path: string | readonly string[];
  readonly version?: Version;
  readonly parameters?: readonly ParameterCase[];
  readonly reply: ReplyKind;
  readonly code?: number;
  readonly header?: boolean;
  readonly redirect?: boolean;
  readonly upload?: UploadCase;
}

/** An interceptor for uploads, of the names `file` and `more`. */
export interface UploadCase {
  readonly kind: 'file' | 'files' | 'fields' | 'any' | 'none';
  /** For `files` and `fields`. */
  readonly maxCount?: number;
  readonly limits?: 'fileSize' | 'files' | 'fields' | 'parts' | 'fieldSize';
  readonly filter?: 'accepts' | 'skips' | 'refuses';
}

export type MiddlewareBehaviour = 'pass' | 'answer' | 'throw' | 'throwHttp' | 'reject' | 'nextError';

export interface MiddlewareCase {
  readonly behaviour: MiddlewareBehaviour;
  /** A class with `use()` instead of a function. */
  readonly asClass?: boolean;
  readonly exclude?: readonly RouteRef[];
  /** A number is the controller of this module at that index. */
  readonly forRoutes: readonly (RouteRef | number)[];
}

export interface UseCase {
  readonly path?: string;
  readonly behaviour: MiddlewareBehaviour;
}

export interface Enhancers {
  readonly guards?: readonly GuardKind[];
  readonly interceptors?: readonly InterceptorKind[];
  readonly pipes?: readonly PipeKind[];
  readonly filters?: readonly FilterKind[];
}

export type GuardKind =
  | 'pass'
  | 'passAsync'
  | 'passStream'
  | 'refuse'
  | 'refuseAsync'
  | 'throw'
  | 'throwHttp'
  | 'reject';
export type InterceptorKind =
  | 'pass'
  | 'wrap'
  | 'replace'
  | 'empty'
  | 'throw'
  | 'reject'
  | 'catch'
  | 'failAfter'
  | 'twice';
export type PipeKind = 'pass' | 'tag' | 'throw' | 'validate' | 'validateTransform' | 'validateWhitelist';
export type FilterKind = 'all' | 'http' | 'badRequest' | 'rethrow' | 'throw' | 'base';

export type ParameterCase =
  | {
      readonly from: 'param' | 'query' | 'body' | 'headers';
      readonly key?: string;
      readonly pipe?: ParsePipe;
      readonly type?: TypeKind;
    }
  | { readonly from: 'ip' | 'host' | 'session' | 'rawBody' | 'custom'; readonly pipe?: undefined }
  | { readonly from: 'file' | 'files'; readonly pipe?: FilePipe };

/** A `ParseFilePipe` with one validator, or none. */
export type FilePipe = 'required' | 'optional' | 'size' | 'type' | 'status';

export type ParsePipe =
  | 'int'
  | 'bool'
  | 'float'
  | 'uuid'
  | 'array'
  | 'intArray'
  | 'enum'
  | 'default'
  | 'defaultInt'
  | 'date'
  | 'optionalInt';
export type TypeKind = 'dto' | 'nestedDto' | 'number' | 'boolean' | 'string' | 'array' | 'object' | 'enum';

export type ReplyKind =
  | 'text'
  | 'html'
  | 'object'
  | 'array'
  | 'number'
  | 'zero'
  | 'true'
  | 'false'
  | 'null'
  | 'undefined'
  | 'empty'
  | 'bigint'
  | 'promise'
  | 'observable'
  | 'observableMany'
  | 'observableEmpty'
  | 'observableError'
  | 'buffer'
  | 'uint8'
  | 'streamableFile'
  | 'streamableOptions'
  | 'date'
  | 'circular'
  | 'toJson'
  | 'instance'
  | 'manual'
  | 'passthrough'
  | 'passthroughHeader'
  | 'redirectValue'
  | 'sse'
  | 'sseMessages'
  | 'echo'
  | 'throwHttp'
  | 'throwHttpObject'
  | 'throwHttpDescription'
  | 'throwError'
  | 'throwString'
  | 'throwUndefined'
  | 'throwObject'
  | 'throwStatusError'
  | 'reject'
  | 'throwCause'
  | 'throwTeapot'
  | 'throwArray';

/** A request that is composed from a route of the case, so that it reaches one. */
export interface HttpRequest {
  /** Counted over all routes of the case, modulo their number. */
  readonly route: number;
  /** Instead of the route's method. */
  readonly method?: string;
  readonly withoutPrefix?: boolean;
  readonly versions?: readonly string[];
  /** The value of path parameters. */
  readonly value?: string;
  readonly withOptional?: boolean;
  readonly twists?: readonly Twist[];
  readonly query?: string;
  readonly host?: string;
  readonly body?: BodyKind;
  readonly accept?: string;
  readonly origin?: string;
  /** A preflight request for this method, with these headers. */
  readonly preflight?: { readonly method: string; readonly headers?: string };
  /** Written to the socket unchanged, instead of everything else. */
  readonly raw?: RawKind;
}

export type Twist =
  | 'upper'
  | 'trailing'
  | 'double'
  | 'leadingDouble'
  | 'encoded'
  | 'encodedSlash'
  | 'absolute'
  | 'dot'
  | 'badPercent'
  | 'semicolon'
  | 'extra'
  | 'shorter'
  | 'fragment';

export type BodyKind =
  | 'json'
  | 'jsonArray'
  | 'jsonText'
  | 'jsonNull'
  | 'badJson'
  | 'emptyJson'
  | 'protoJson'
  | 'validJson'
  | 'nestedJson'
  | 'wrongJson'
  | 'jsonCharset'
  | 'jsonLatin'
  | 'largeJson'
  | 'hugeJson'
  | 'form'
  | 'formNested'
  | 'text'
  | 'xml'
  | 'noType'
  | 'badGzip'
  | 'unknownEncoding'
  | 'badType'
  | 'aborted'
  | MultipartKind;

export type MultipartKind =
  | 'oneFile'
  | 'twoFiles'
  | 'fileAndFields'
  | 'onlyFields'
  | 'otherField'
  | 'nestedFields'
  | 'largeFile'
  | 'imageFile'
  | 'emptyFile'
  | 'namedInUtf8'
  | 'manyParts'
  | 'emptyForm'
  | 'brokenForm'
  | 'brokenPart'
  | 'noBoundary';

export type RawKind =
  | 'http10'
  | 'noHost'
  | 'asterisk'
  | 'badHeader'
  | 'badMethod'
  | 'utf8Path'
  | 'connect'
  | 'pipelined'
  | 'badLength'
  | 'twoLengths'
  | 'badChunk'
  | 'expect';
