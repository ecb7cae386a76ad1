import { type AnyClassDecorator, decoratedClass } from '../../metadata/decorator-dialect.js';
import { PARAMTYPES_METADATA } from '../../metadata/keys.js';
import { define } from '../../metadata/write.js';

/**
 * Declares the dependencies of a constructor, in order, for compilers that emit no parameter types (plain JavaScript,
 * esbuild, tsx).
 *
 * @example
 * \@Dependencies(CatsService, 'CONNECTION')
 * export class CatsController { constructor(cats, connection) {} }
 */
export function Dependencies(...dependencies: unknown[]): AnyClassDecorator {
  return (target: unknown, context?: unknown): void => {
    define(PARAMTYPES_METADATA, dependencies, decoratedClass('Dependencies', target, context));
  };
}
