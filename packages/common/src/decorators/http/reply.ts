import type { VersionValue } from '../../contracts/routing/versioning.js';
import { type AnyMethodDecorator, decoratedMethod } from '../../metadata/decorator-dialect.js';
import {
  HEADERS_METADATA,
  HTTP_CODE_METADATA,
  REDIRECT_METADATA,
  RENDER_METADATA,
  VERSION_METADATA,
} from '../../metadata/keys.js';
import { append, define } from '../../metadata/write.js';
import { methodDecorator } from '../both-dialects.js';
import { distinctVersions } from './controller.js';

/**
 * Sets the status code of the reply.
 *
 * @see https://docs.nestjs.com/controllers#status-code
 * @example \@HttpCode(204) \@Delete(':id') remove() {}
 */
export function HttpCode(statusCode: number): AnyMethodDecorator {
  return onMethod('HttpCode', (method) => define(HTTP_CODE_METADATA, statusCode, method));
}

/**
 * Sets a header of the reply. A function is called for each reply and returns the value.
 *
 * @see https://docs.nestjs.com/controllers#response-headers
 * @example \@Header('Cache-Control', 'no-store')
 */
export function Header(name: string, value: string | (() => string)): AnyMethodDecorator {
  return onMethod('Header', (method) => append(HEADERS_METADATA, [{ name, value }], method));
}

/**
 * Redirects the client. If the method returns an object with `url` and `statusCode`, it overrides these arguments.
 *
 * @param statusCode default 302.
 * @see https://docs.nestjs.com/controllers#redirection
 * @example \@Redirect('https://example.com', 301)
 */
export function Redirect(url = '', statusCode?: number): AnyMethodDecorator {
  return onMethod('Redirect', (method) => define(REDIRECT_METADATA, { statusCode, url }, method));
}

/**
 * Renders a template with what the method returns.
 *
 * @see https://docs.nestjs.com/techniques/mvc
 * @example \@Get() \@Render('index') root() { return { message: 'Hello' }; }
 */
export function Render(template: string): AnyMethodDecorator {
  return onMethod('Render', (method) => define(RENDER_METADATA, template, method));
}

/**
 * Sets the version, or versions, of a route; overrides that of the controller.
 *
 * @see https://docs.nestjs.com/techniques/versioning
 * @example \@Version('2') \@Get() findAllV2() {}
 */
export function Version(version: VersionValue): AnyMethodDecorator {
  const distinct = distinctVersions(version);
  return onMethod('Version', (method) => define(VERSION_METADATA, distinct, method));
}

function onMethod(decorator: string, write: (method: object) => void): AnyMethodDecorator {
  return methodDecorator((target, second, descriptor) => {
    write(decoratedMethod(decorator, target, second, descriptor).target);
  });
}
