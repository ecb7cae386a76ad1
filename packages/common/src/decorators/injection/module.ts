import type { ModuleMetadata } from '../../contracts/injection/module-metadata.js';
import { commonError } from '../../errors/catalogue.js';
import { type AnyClassDecorator, decoratedClass } from '../../metadata/decorator-dialect.js';
import { GLOBAL_MODULE_METADATA, MODULE_KEYS } from '../../metadata/keys.js';
import { define } from '../../metadata/write.js';

const KNOWN: readonly string[] = Object.values(MODULE_KEYS);

/**
 * Marks a class as a module: a part of the application with its own providers.
 *
 * @param metadata what the module imports, provides and exports.
 * @throws FrameworkError `PORTICO_MODULE_UNKNOWN_PROPERTY` for a property that is none of the four.
 * @see https://docs.nestjs.com/modules
 * @example
 * \@Module({ imports: [CatsModule], providers: [AppService] })
 * export class AppModule {}
 */
export function Module(metadata: ModuleMetadata): AnyClassDecorator {
  const given = metadata ?? {};
  for (const property of Object.keys(given)) {
    if (!KNOWN.includes(property)) throw unknownProperty(property);
  }
  return (target: unknown, context?: unknown): void => {
    const type = decoratedClass('Module', target, context);
    for (const [property, value] of Object.entries(given)) define(property, value, type);
  };
}

/**
 * Makes the exports of a module available in all modules, without an import.
 *
 * @see https://docs.nestjs.com/modules#global-modules
 */
export function Global(): AnyClassDecorator {
  return (target: unknown, context?: unknown): void => {
    define(GLOBAL_MODULE_METADATA, true, decoratedClass('Global', target, context));
  };
}

function unknownProperty(property: string): Error {
  return commonError('PORTICO_MODULE_UNKNOWN_PROPERTY', {
    message: `Invalid property '${property}' passed into the @Module() decorator.`,
    remedy: remedyFor(property),
  });
}

function remedyFor(property: string): string {
  const near = KNOWN.find((known) => known === `${property}s` || known.startsWith(property.slice(0, 4).toLowerCase()));
  if (near) return `Did you mean "${near}"?`;
  if (property === 'global')
    return 'Put @Global() on the class, or return { module, global: true } from a static method.';
  if (property === 'module')
    return 'Only dynamic modules name their "module": return this object from a static method instead.';
  return `@Module() knows ${KNOWN.map((known) => `"${known}"`).join(', ')}.`;
}
