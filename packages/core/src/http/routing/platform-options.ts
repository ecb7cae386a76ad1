import { applyDecorators, type CustomDecorator, Logger, SetMetadata } from '@portico/common';
import { coreError } from '../../errors/core-error.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { nameOfRoute, type RouteDefinition } from './route-definition.js';

/** The name of the platform follows. */
const PREFIX = 'portico:options-of:';
/** On every method with such options: listing the keys of all methods would take milliseconds at start-up. */
const MARK = 'portico:has-platform-options';

/**
 * Marks a handler whose decorators only one HTTP platform applies. If the application runs on another platform, the
 * warning `PORTICO_PLATFORM_OPTIONS` at start-up says so. For decorators of your own platform.
 *
 * @param platform what `getType()` of its adapter returns
 *
 * @example
 * export const RateLimit = (limit: number) => applyDecorators(SetMetadata('limit', limit), PlatformOptions('mine'));
 */
export function PlatformOptions(platform: string): CustomDecorator {
  const key = PREFIX + platform;
  return Object.assign(applyDecorators(SetMetadata(key, true), SetMetadata(MARK, true)), { KEY: key });
}

/** Logs which handlers have options that the platform of the application ignores: a schema that is ignored hides nothing. */
export function reportForeignOptions(adapter: AbstractHttpAdapter, routes: readonly RouteDefinition[]): void {
  const handlers = new Map<string, Set<string>>();
  for (const route of routes) {
    const platforms = platformsOf(route.type.prototype[route.methodName]);
    if (platforms.length === 0 || platforms.includes(adapter.getType())) continue;
    for (const platform of platforms) {
      const known = handlers.get(platform);
      if (known) known.add(nameOfRoute(route));
      else handlers.set(platform, new Set([nameOfRoute(route)]));
    }
  }
  for (const [platform, names] of handlers) new Logger('RouterExplorer').warn(ignored(adapter, platform, [...names]));
}

function platformsOf(method: Function): string[] {
  if (!Reflect.hasOwnMetadata(MARK, method)) return [];
  return Reflect.getMetadataKeys(method).flatMap((key: unknown) =>
    typeof key === 'string' && key.startsWith(PREFIX) ? key.slice(PREFIX.length) : [],
  );
}

function ignored(adapter: AbstractHttpAdapter, platform: string, [first, ...others]: readonly string[]): string {
  const count = others.length === 0 ? '' : ` and ${others.length} other${others.length === 1 ? '' : 's'}`;
  return coreError({
    code: 'PORTICO_PLATFORM_OPTIONS',
    lines: [
      `Decorators of the platform "${platform}" on ${first}${count} have no effect, because the application runs on "${adapter.getType()}". Schemas neither validate requests nor omit properties from replies.`,
    ],
    remedies: [
      `Run the application on "${platform}".`,
      'Use what works on every platform: ValidationPipe, StandardSchemaSerializerInterceptor or ClassSerializerInterceptor.',
    ],
  }).message;
}
