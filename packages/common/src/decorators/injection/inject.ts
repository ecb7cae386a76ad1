import type { ForwardReference } from '../../contracts/injection/forward-reference.js';
import type { InjectionToken } from '../../contracts/injection/injection-token.js';
import { commonError } from '../../errors/catalogue.js';
import {
  type AnyPropertyDecorator,
  isStandardContext,
  rejectUnreachableProperty,
  type StandardContext,
} from '../../metadata/decorator-dialect.js';
import { appendStandard, STANDARD_OPTIONAL_PROPERTIES, STANDARD_PROPERTY_DEPS } from '../../metadata/dependencies.js';
import {
  OPTIONAL_DEPS_METADATA,
  OPTIONAL_PROPERTY_DEPS_METADATA,
  PARAMTYPES_METADATA,
  PROPERTY_DEPS_METADATA,
  PROPERTY_TYPE_METADATA,
  SELF_DECLARED_DEPS_METADATA,
} from '../../metadata/keys.js';
import { readOwn } from '../../metadata/read.js';
import { append, appendOwn } from '../../metadata/write.js';

type InjectDecorator = AnyPropertyDecorator & ParameterDecorator;

/**
 * Sets the token that is injected into a constructor parameter or a property. Default: the emitted type.
 *
 * If the given token is `undefined`, the container reports the circular import that causes it.
 *
 * @see https://docs.nestjs.com/fundamentals/custom-providers
 * @example
 * constructor(\@Inject('CONNECTION') private readonly connection: Connection) {}
 */
export function Inject<T = any>(token?: InjectionToken<T> | ForwardReference): InjectDecorator;
export function Inject(...given: [token?: InjectionToken | ForwardReference]): InjectDecorator {
  const named = given.length > 0;
  const token = given[0];
  return (target: object | undefined, second: string | symbol | undefined | StandardContext, index?: number): void => {
    if (isStandardContext(second)) {
      injectStandardProperty(second, token, named);
    } else if (typeof index === 'number') {
      const emitted = readOwn(PARAMTYPES_METADATA, target!);
      if (named || emitted) {
        appendOwn(SELF_DECLARED_DEPS_METADATA, { index, param: named ? token : emitted?.[index] }, target!);
      }
    } else {
      injectLegacyProperty(target!, second!, token, named);
    }
  };
}

/**
 * Makes a dependency optional: if it has no provider, the parameter or property is `undefined`.
 *
 * @see https://docs.nestjs.com/providers#optional-providers
 */
export function Optional(): InjectDecorator {
  return (target: object | undefined, second: string | symbol | undefined | StandardContext, index?: number): void => {
    if (isStandardContext(second)) {
      appendStandard(metadataOf('Optional', second), STANDARD_OPTIONAL_PROPERTIES, second.name);
    } else if (typeof index === 'number') {
      appendOwn(OPTIONAL_DEPS_METADATA, index, target!);
    } else {
      append(OPTIONAL_PROPERTY_DEPS_METADATA, [second], target!.constructor);
    }
  };
}

function injectLegacyProperty(prototype: object, key: string | symbol, token: unknown, named: boolean): void {
  const emitted: unknown = named ? undefined : Reflect.getMetadata(PROPERTY_TYPE_METADATA, prototype, key);
  const type = named ? token : emitted;
  const untyped = !named && (emitted === undefined || emitted === Object);
  append(PROPERTY_DEPS_METADATA, [untyped ? { key, type, untyped } : { key, type }], prototype.constructor);
}

function injectStandardProperty(context: StandardContext, token: unknown, named: boolean): void {
  appendStandard(metadataOf('Inject', context), STANDARD_PROPERTY_DEPS, {
    key: context.name,
    type: token,
    ...(named ? {} : { untyped: true }),
  });
}

function metadataOf(decorator: string, context: StandardContext): Record<PropertyKey, unknown> {
  if (context.kind !== 'field' && context.kind !== 'accessor' && context.kind !== 'setter') {
    throw commonError('PORTICO_DECORATOR_MISPLACED', {
      message: `@${decorator}() is on the ${context.kind} "${String(context.name)}", where nothing is injected.`,
      remedy: `Put @${decorator}() on a property. For constructor dependencies, use @Dependencies(…) or @Injectable({ inject: […] }).`,
    });
  }
  rejectUnreachableProperty(decorator, context);
  if (!context.metadata) {
    throw commonError('PORTICO_DECORATOR_METADATA_MISSING', {
      message: `@${decorator}() on "${String(context.name)}" cannot store its metadata: the compiler did not create a decorator metadata object.`,
      remedy:
        'Import the framework before the first decorated class is evaluated, or compile with a tool that supports decorator metadata (TypeScript 5.2, esbuild 0.21).',
    });
  }
  return context.metadata;
}
