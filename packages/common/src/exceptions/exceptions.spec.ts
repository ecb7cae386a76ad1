import { describe, expect, it } from 'vitest';
import { FrameworkError, frameworkError, isFrameworkError } from '../errors/framework-error.js';
import * as common from '../index.js';
import { BadRequestException, HttpException, HttpStatus, IntrinsicException, NotFoundException } from '../index.js';
import { httpErrorOf } from '../pipes/http-error-by-code.js';
import { isHttpException } from './http-exception-like.js';
import { isIntrinsicException } from './intrinsic-exception.js';

describe('HttpException', () => {
  it('reads its message from a text or from the body', () => {
    expect(new HttpException('Forbidden', 403)).toMatchObject({ message: 'Forbidden', name: 'HttpException' });
    expect(new HttpException({ message: 'Hello', more: 1 }, 403).message).toBe('Hello');
    expect(new HttpException({ status: 403 }, 403).message).toBe('Http Exception');
    expect(new BadRequestException(['a', 'b']).message).toBe('Bad Request Exception');
    expect(String(new NotFoundException('no cat'))).toBe('NotFoundException: no cat');
  });

  it.each([0, false, Number.NaN, '', null, undefined])(
    'has the body of its status if the response is %s',
    (nothing) => {
      const exception = new BadRequestException(nothing);
      expect(exception.getResponse()).toEqual({ message: 'Bad Request', statusCode: 400 });
      expect(exception.message).toBe('Bad Request');
    },
  );

  it('returns the response and the status unchanged', () => {
    const body = { status: 403, error: 'This is a custom message' };
    const exception = new HttpException(body, HttpStatus.FORBIDDEN, {
      cause: new Error('why'),
      errorCode: 'E1',
      description: 'unused',
    });
    expect(exception.getResponse()).toBe(body);
    expect(exception.getStatus()).toBe(403);
    expect(exception.cause).toEqual(new Error('why'));
    expect(exception.errorCode).toBe('E1');
    expect(new HttpException('x', 400)).not.toHaveProperty('cause');
  });

  it('names subclasses after themselves', () => {
    class CatGoneException extends HttpException {
      constructor() {
        super('gone', 410);
      }
    }
    expect(new CatGoneException()).toMatchObject({ name: 'CatGoneException', message: 'gone' });
    expect(new CatGoneException()).toBeInstanceOf(IntrinsicException);
  });
});

describe('standard exceptions', () => {
  const family: [name: string, status: number, phrase: string][] = [
    ['BadRequestException', 400, 'Bad Request'],
    ['UnauthorizedException', 401, 'Unauthorized'],
    ['ForbiddenException', 403, 'Forbidden'],
    ['NotFoundException', 404, 'Not Found'],
    ['MethodNotAllowedException', 405, 'Method Not Allowed'],
    ['NotAcceptableException', 406, 'Not Acceptable'],
    ['RequestTimeoutException', 408, 'Request Timeout'],
    ['ConflictException', 409, 'Conflict'],
    ['GoneException', 410, 'Gone'],
    ['PreconditionFailedException', 412, 'Precondition Failed'],
    ['PayloadTooLargeException', 413, 'Payload Too Large'],
    ['UnsupportedMediaTypeException', 415, 'Unsupported Media Type'],
    ['ImATeapotException', 418, "I'm a teapot"],
    ['MisdirectedException', 421, 'Misdirected'],
    ['UnprocessableEntityException', 422, 'Unprocessable Entity'],
    ['InternalServerErrorException', 500, 'Internal Server Error'],
    ['NotImplementedException', 501, 'Not Implemented'],
    ['BadGatewayException', 502, 'Bad Gateway'],
    ['ServiceUnavailableException', 503, 'Service Unavailable'],
    ['GatewayTimeoutException', 504, 'Gateway Timeout'],
    ['HttpVersionNotSupportedException', 505, 'HTTP Version Not Supported'],
  ];

  it.each(family)('%s is %i %s', (name, status, phrase) => {
    const Exception = (common as unknown as Record<string, new (...args: unknown[]) => HttpException>)[name]!;
    const bare = new Exception();
    expect(bare).toMatchObject({ name, message: phrase });
    expect(bare.getStatus()).toBe(status);
    expect(bare.getResponse()).toEqual({ message: phrase, statusCode: status });
    expect(new Exception('text').getResponse()).toEqual({ message: 'text', error: phrase, statusCode: status });
  });

  it('cover all statuses of pipes, which use them', () => {
    const exported = Object.values(common).filter(
      (value): value is typeof value & Function =>
        typeof value === 'function' && value.prototype instanceof HttpException,
    );
    expect(exported.map(({ name }) => name).sort()).toEqual(family.map(([name]) => name).sort());
    for (const [name, status] of family) expect(httpErrorOf(status).constructor.name).toBe(name);
  });

  it('accept a description or options', () => {
    expect(new BadRequestException('m', 'd').getResponse()).toEqual({ message: 'm', error: 'd', statusCode: 400 });
    const cause = new Error('z');
    const exception = new BadRequestException('m', { description: 'd', cause, errorCode: 'E9' });
    expect(exception.getResponse()).toEqual({ message: 'm', error: 'd', statusCode: 400, errorCode: 'E9' });
    expect(exception.cause).toBe(cause);
    expect(new BadRequestException(undefined, 'd').getResponse()).toEqual({ message: 'd', statusCode: 400 });
  });

  it('send an object unchanged, and an array as messages', () => {
    expect(new BadRequestException({ a: 1 }, 'd').getResponse()).toEqual({ a: 1 });
    expect(new BadRequestException(['a']).getResponse()).toEqual({
      message: ['a'],
      error: 'Bad Request',
      statusCode: 400,
    });
  });
});

describe('an exception created from an Error', () => {
  const failure = Object.assign(new Error('the password is wrong'), { config: { headers: { authorization: 'x' } } });

  it.each([
    [new HttpException(failure, 402), { statusCode: 402, message: 'Payment Required' }],
    [new NotFoundException(failure), { statusCode: 404, message: 'Not Found' }],
    [new HttpException(failure, 599, { errorCode: 'E' }), { statusCode: 599, message: 'Error', errorCode: 'E' }],
  ])('has its message, the Error as the cause, and a body with only the status', (exception, body) => {
    expect(exception.message).toBe('the password is wrong');
    expect(exception.cause).toBe(failure);
    expect(exception.getResponse()).toEqual(body);
  });

  it('keeps an explicit cause', () => {
    const cause = new Error('first');
    expect(new NotFoundException(failure, { cause }).cause).toBe(cause);
  });

  it('has the message of the status if the Error has none', () => {
    expect(new NotFoundException(new Error()).message).toBe('Not Found');
  });
});

describe('HttpException.createBody', () => {
  it('creates the documented bodies', () => {
    expect(HttpException.createBody('m', 'e', 400)).toEqual({ message: 'm', error: 'e', statusCode: 400 });
    expect(HttpException.createBody(null, 'm', 400)).toEqual({ message: 'm', statusCode: 400 });
    expect(HttpException.createBody({ a: 1 })).toEqual({ a: 1 });
    expect(HttpException.extractDescriptionAndOptionsFrom('d')).toEqual({ description: 'd', httpExceptionOptions: {} });
    expect(HttpException.extractDescriptionAndOptionsFrom({ description: 'd', cause: 1 })).toEqual({
      description: 'd',
      httpExceptionOptions: { description: 'd', cause: 1 },
    });
  });
});

describe('brands', () => {
  it('recognize exceptions of another copy of the package, unlike instanceof', () => {
    const foreign = Object.assign(new Error('from elsewhere'), {
      getStatus: () => 404,
      getResponse: () => 'from elsewhere',
      [Symbol.for('portico.intrinsic-exception')]: true,
    });
    expect(isHttpException(foreign)).toBe(true);
    expect(isIntrinsicException(foreign)).toBe(true);
    expect(foreign instanceof HttpException).toBe(false);
    expect(isHttpException(new NotFoundException())).toBe(true);
    expect(isIntrinsicException(new NotFoundException())).toBe(true);
    expect([undefined, null, 'text', new Error('x'), {}].some(isHttpException)).toBe(false);
  });

  it('recognize errors of the framework, with their code and fix', () => {
    const error = frameworkError({ code: 'PORTICO_X', message: 'It broke.', remedy: 'Fix it.', cause: 1 });
    expect(error).toMatchObject({ name: 'FrameworkError', code: 'PORTICO_X', remedy: 'Fix it.', cause: 1 });
    expect(error.message).toBe(
      'PORTICO_X: It broke.\n\nHow to fix it: Fix it.\n\nGuide: node_modules/@portico/common/errors.md#portico_x',
    );
    const full = frameworkError({ code: 'PORTICO_X', message: 'It broke.', remedy: '- One.\n- Two.', guide: 'g.md#x' });
    expect(full.message).toBe('PORTICO_X: It broke.\n\nHow to fix it:\n- One.\n- Two.\n\nGuide: g.md#x');
    expect(isFrameworkError({ [Symbol.for('portico.error')]: true })).toBe(true);
    expect(isFrameworkError(new Error('x'))).toBe(false);
    expect(new FrameworkError({ code: 'C', message: 'm' }).message).toBe('C: m');
  });
});
