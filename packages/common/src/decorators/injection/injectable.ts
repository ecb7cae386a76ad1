import type { InjectableOptions } from '../../contracts/injection/scope-options.js';
import { type AnyClassDecorator, decoratedClass } from '../../metadata/decorator-dialect.js';
import {
  INJECTABLE_WATERMARK,
  OPTIONAL_DEPS_METADATA,
  PARAMTYPES_METADATA,
  SCOPE_OPTIONS_METADATA,
} from '../../metadata/keys.js';
import { readOwn } from '../../metadata/read.js';
import { define } from '../../metadata/write.js';

/**
 * Marks a class as a provider: the container injects the dependencies of its constructor.
 *
 * @param options scope, durability, and the dependencies if no parameter types are emitted.
 * @see https://docs.nestjs.com/providers
 * @example
 * \@Injectable({ scope: Scope.REQUEST })
 * export class CatsService { constructor(private readonly cats: CatsRepository) {} }
 */
export function Injectable(options?: InjectableOptions): AnyClassDecorator {
  return (target: unknown, context?: unknown): void => {
    const type = decoratedClass('Injectable', target, context);
    define(INJECTABLE_WATERMARK, true, type);
    define(SCOPE_OPTIONS_METADATA, options, type);
    if (options?.inject) declareDependencies(type, options.inject);
  };
}

function declareDependencies(type: Function, dependencies: NonNullable<InjectableOptions['inject']>): void {
  const tokens: unknown[] = [];
  const optional: number[] = [];
  dependencies.forEach((dependency, index) => {
    if (typeof dependency === 'object' && dependency !== null && 'token' in dependency) {
      tokens.push(dependency.token);
      if (dependency.optional) optional.push(index);
    } else {
      tokens.push(dependency);
    }
  });
  define(PARAMTYPES_METADATA, tokens, type);
  if (optional.length > 0) {
    const before = readOwn(OPTIONAL_DEPS_METADATA, type) ?? [];
    define(OPTIONAL_DEPS_METADATA, [...new Set([...before, ...optional])], type);
  }
}
