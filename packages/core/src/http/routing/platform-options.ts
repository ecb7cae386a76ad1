import { applyDecorators, type CustomDecorator, Logger } from '@portico/common';
import { appendOwn, decoratedElement } from '@portico/common/internal';
import { coreError } from '../../errors/core-error.js';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { nameOfRoute, type RouteDefinition } from './route-definition.js';

/** The names of the platforms of a handler. */
const PLATFORMS = 'portico:platform-options';

/**
 * Marks a handler whose decorators only one HTTP platform applies. If the application runs on another platform, the
 * warning `PORTICO_PLATFORM_OPTIONS` at start-up says so. For decorators of your own platform.
 *
 * @param platform what `getType()` of its adapter returns
 *
 * @example
 * export const RateLimit = (limit: number) => applyDecorators(SetMetadata('limit', limit), PlatformOptions('mine'));
 * @see docs/contributing-a-platform.md#decorators-of-your-platform
 */
export function PlatformOptions(platform: string): CustomDecorator {
  const decorate = applyDecorators((target: object, second?: unknown, descriptor?: unknown) => {
    const { target: method } = decoratedElement('PlatformOptions', target, second, descriptor);
    appendOwn(PLATFORMS, platform, method);
  });
  return Object.assign(decorate, { KEY: PLATFORMS });
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

function platformsOf(method: object): readonly string[] {
  return Reflect.getOwnMetadata(PLATFORMS, method) ?? [];
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
