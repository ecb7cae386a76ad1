import type { ControllerOptions } from '../../contracts/routing/controller-options.js';
import type { VersionValue } from '../../contracts/routing/versioning.js';
import { type AnyClassDecorator, decoratedClass } from '../../metadata/decorator-dialect.js';
import {
  CONTROLLER_WATERMARK,
  HOST_METADATA,
  PATH_METADATA,
  SCOPE_OPTIONS_METADATA,
  VERSION_METADATA,
} from '../../metadata/keys.js';
import { define } from '../../metadata/write.js';

const DEFAULT_PATH = '/';

/**
 * Marks a class as a controller, whose methods handle requests.
 *
 * @param prefixOrOptions path prefix or prefixes of the methods; or an object with path, host, version and scope.
 * @see https://docs.nestjs.com/controllers
 * @example
 * \@Controller({ path: 'cats', version: '2' })
 * export class CatsController { \@Get() findAll() { return []; } }
 */
export function Controller(): AnyClassDecorator;
export function Controller(prefix: string | string[]): AnyClassDecorator;
export function Controller(options: ControllerOptions): AnyClassDecorator;
export function Controller(prefixOrOptions?: string | string[] | ControllerOptions): AnyClassDecorator {
  const options: ControllerOptions =
    typeof prefixOrOptions === 'string' || Array.isArray(prefixOrOptions)
      ? { path: prefixOrOptions }
      : (prefixOrOptions ?? {});
  const hasOptions = typeof prefixOrOptions === 'object' && !Array.isArray(prefixOrOptions);
  const scope = hasOptions ? { scope: options.scope, durable: options.durable } : undefined;

  return (target: unknown, context?: unknown): void => {
    const type = decoratedClass('Controller', target, context);
    define(CONTROLLER_WATERMARK, true, type);
    define(PATH_METADATA, options.path ?? DEFAULT_PATH, type);
    define(HOST_METADATA, options.host, type);
    define(SCOPE_OPTIONS_METADATA, scope, type);
    define(VERSION_METADATA, distinctVersions(options.version), type);
  };
}

/** A list of versions names each once. */
export function distinctVersions(version: VersionValue | undefined): VersionValue | undefined {
  return Array.isArray(version) ? [...new Set(version)] : version;
}
