import type { Type } from '../../contracts/injection/type.js';
import type { PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import type { ParameterDecoratorOptions, ResponseDecoratorOptions } from '../../contracts/routing/route-parameters.js';
import { RESPONSE_PASSTHROUGH_METADATA } from '../../metadata/keys.js';
import { addParameter } from '../../metadata/parameters.js';
import { RouteParamtypes } from '../../metadata/route-paramtypes.js';
import { sortArguments } from '../parameter-arguments.js';
import { requireMethod } from '../require-method.js';

type Pipe = Type<PipeTransform> | PipeTransform;

/**
 * Creates a built-in parameter decorator, for transports with their own parameter sources.
 *
 * @param decorator its name, for error messages.
 * @param given the arguments of the decorator: a property name, pipes, options.
 */
export function parameter(decorator: string, paramtype: number, given: readonly unknown[] = []): ParameterDecorator {
  const { data, pipes, schema } = sortArguments(given);
  return (target, key, index) => {
    const method = requireMethod(`@${decorator}()`, target, key);
    addParameter(target.constructor, method, paramtype, { index, data, pipes, ...(schema ? { schema } : {}) });
  };
}

/** The platform's request. */
export const Request = (): ParameterDecorator => parameter('Request', RouteParamtypes.REQUEST);
/** Short for {@link Request}. */
export const Req: () => ParameterDecorator = Request;

/**
 * The platform's response. The method then sends the reply itself, unless `passthrough` is true.
 *
 * @see https://docs.nestjs.com/controllers#library-specific-approach
 */
export const Response =
  (options?: ResponseDecoratorOptions): ParameterDecorator =>
  (target, key, index) => {
    parameter('Response', RouteParamtypes.RESPONSE)(target, key, index);
    if (options?.passthrough) Reflect.defineMetadata(RESPONSE_PASSTHROUGH_METADATA, true, target.constructor, key!);
  };
/** Short for {@link Response}. */
export const Res: typeof Response = Response;

/** The platform's `next` function; the method then sends the reply itself. */
export const Next = (): ParameterDecorator => parameter('Next', RouteParamtypes.NEXT);
/** The address of the client. */
export const Ip = (): ParameterDecorator => parameter('Ip', RouteParamtypes.IP);
/** The session that a session middleware has put on the request. */
export const Session = (): ParameterDecorator => parameter('Session', RouteParamtypes.SESSION);
/** The request's headers, or one of them; names are case-insensitive. */
export const Headers = (property?: string): ParameterDecorator =>
  parameter('Headers', RouteParamtypes.HEADERS, [property]);
/** The parameters in the host of the controller, or one of them. */
export const HostParam = (property?: string): ParameterDecorator =>
  parameter('HostParam', RouteParamtypes.HOST, [property]);

/**
 * The parsed body, or one of its properties, transformed by pipes.
 *
 * @see https://docs.nestjs.com/controllers#request-payloads
 * @example create(\@Body() cat: CreateCatDto) {}
 * @example create(\@Body({ schema: createCatSchema }) cat: CreateCat) {}
 */
export function Body(): ParameterDecorator;
export function Body(...pipes: Pipe[]): ParameterDecorator;
export function Body(options: ParameterDecoratorOptions): ParameterDecorator;
export function Body(property: string | undefined, ...pipes: Pipe[]): ParameterDecorator;
export function Body(property: string, options: ParameterDecoratorOptions): ParameterDecorator;
export function Body(...given: unknown[]): ParameterDecorator {
  return parameter('Body', RouteParamtypes.BODY, given);
}

/** The unparsed body as a `Buffer`; needs the option `rawBody: true` of the application. */
export function RawBody(): ParameterDecorator;
export function RawBody(...pipes: Pipe[]): ParameterDecorator;
export function RawBody(options: ParameterDecoratorOptions): ParameterDecorator;
export function RawBody(...given: unknown[]): ParameterDecorator {
  return parameter('RawBody', RouteParamtypes.RAW_BODY, given);
}

/**
 * The query, or one of its parameters, transformed by pipes.
 *
 * @example findAll(\@Query('page', ParseIntPipe) page: number) {}
 */
export function Query(): ParameterDecorator;
export function Query(...pipes: Pipe[]): ParameterDecorator;
export function Query(options: ParameterDecoratorOptions): ParameterDecorator;
export function Query(property: string | undefined, ...pipes: Pipe[]): ParameterDecorator;
export function Query(property: string, options: ParameterDecoratorOptions): ParameterDecorator;
export function Query(...given: unknown[]): ParameterDecorator {
  return parameter('Query', RouteParamtypes.QUERY, given);
}

/**
 * The parameters of the path, or one of them, transformed by pipes.
 *
 * @example findOne(\@Param('id', ParseIntPipe) id: number) {}
 */
export function Param(): ParameterDecorator;
export function Param(...pipes: Pipe[]): ParameterDecorator;
export function Param(options: ParameterDecoratorOptions): ParameterDecorator;
export function Param(property: string | undefined, ...pipes: Pipe[]): ParameterDecorator;
export function Param(property: string, options: ParameterDecoratorOptions): ParameterDecorator;
export function Param(...given: unknown[]): ParameterDecorator {
  return parameter('Param', RouteParamtypes.PARAM, given);
}

/**
 * The cookies of the request, or one of them, transformed by pipes. Signatures are not verified.
 *
 * @see https://docs.nestjs.com/techniques/cookies
 */
export function Cookies(): ParameterDecorator;
export function Cookies(...pipes: Pipe[]): ParameterDecorator;
export function Cookies(options: ParameterDecoratorOptions): ParameterDecorator;
export function Cookies(name: string | undefined, ...pipes: Pipe[]): ParameterDecorator;
export function Cookies(name: string, options: ParameterDecoratorOptions): ParameterDecorator;
export function Cookies(...given: unknown[]): ParameterDecorator {
  return parameter('Cookies', RouteParamtypes.COOKIES, given);
}

/** The cookies of the request with a valid signature, or one of them, without the signature. */
export function SignedCookies(): ParameterDecorator;
export function SignedCookies(...pipes: Pipe[]): ParameterDecorator;
export function SignedCookies(options: ParameterDecoratorOptions): ParameterDecorator;
export function SignedCookies(name: string | undefined, ...pipes: Pipe[]): ParameterDecorator;
export function SignedCookies(name: string, options: ParameterDecoratorOptions): ParameterDecorator;
export function SignedCookies(...given: unknown[]): ParameterDecorator {
  return parameter('SignedCookies', RouteParamtypes.SIGNED_COOKIES, given);
}

/**
 * The uploaded file that an interceptor has put on the request, transformed by pipes.
 *
 * @see https://docs.nestjs.com/techniques/file-upload
 */
export function UploadedFile(): ParameterDecorator;
export function UploadedFile(...pipes: Pipe[]): ParameterDecorator;
export function UploadedFile(fileKey?: string, ...pipes: Pipe[]): ParameterDecorator;
export function UploadedFile(...given: unknown[]): ParameterDecorator {
  return parameter('UploadedFile', RouteParamtypes.FILE, given);
}

/** The uploaded files that an interceptor has put on the request, transformed by pipes. */
export function UploadedFiles(): ParameterDecorator;
export function UploadedFiles(...pipes: Pipe[]): ParameterDecorator;
export function UploadedFiles(...given: unknown[]): ParameterDecorator {
  return parameter('UploadedFiles', RouteParamtypes.FILES, given);
}
