import type { FrameworkErrorCounterpart } from '@portico/common/internal';
import { type InjectionPoint, parameterPoints } from '../container/injection-points.js';
import type { ProviderRecord } from '../container/records.js';
import { tokenName } from '../container/token-name.js';

/**
 * The messages that tests of migrated applications match, and the classes that they catch. They were recorded while
 * NestJS ran; docs/moving-from-nestjs.md lists them.
 */
export const nestErrors = {
  unknownDependency({
    point,
    record,
  }: {
    readonly point: InjectionPoint;
    readonly record: ProviderRecord;
  }): FrameworkErrorCounterpart {
    const undefinedToken = point.token === undefined || point.token === null;
    const name = undefinedToken ? 'UndefinedDependencyException' : 'UnknownDependenciesException';
    const made = (parameters: string): string => `Nest can't resolve dependencies of the ${record.name}${parameters}.`;
    if (typeof point.place !== 'number') {
      return of(
        name,
        `${made('')} Please make sure that the "${String(point.place)}" property is available in the current context.`,
      );
    }
    const parameters = parameterPoints(record).map(({ token }, index) =>
      index === point.place ? '?' : tokenName(token),
    );
    // An interface is emitted as "Object", and an imported type as nothing: neither has a name to show.
    const named = undefinedToken || point.token === Object ? undefined : quoted(point.token);
    return of(
      name,
      `${made(` (${parameters.join(', ')})`)} Please make sure that the argument ${named === undefined ? '' : `${named} `}at index [${point.place}] is available in the ${named === undefined ? 'current' : record.host.name} module.`,
    );
  },

  circularDependency(name: string): FrameworkErrorCounterpart {
    return of(
      'CircularDependencyException',
      `A circular dependency has been detected inside "${name}". Please, make sure that each side of a bidirectional relationships are decorated with "forwardRef()".`,
    );
  },

  undefinedModule(owner: string, index: number): FrameworkErrorCounterpart {
    return of(
      'UndefinedModuleException',
      `${notCreated(owner)} The module at index [${index}] of the ${owner} "imports" array is undefined.`,
    );
  },

  invalidModule(owner: string, index: number): FrameworkErrorCounterpart {
    return of(
      'InvalidModuleException',
      `${notCreated(owner)} Received an unexpected value at index [${index}] of the ${owner} "imports" array.`,
    );
  },

  classAmongImports(name: string, decorator: string): FrameworkErrorCounterpart {
    return of(
      'InvalidClassModuleException',
      `"${name}" is decorated with @${decorator}() and cannot appear in the "imports" array of a module.`,
    );
  },

  undefinedEntry(owner: string, kind: string, index: number): FrameworkErrorCounterpart {
    return of(
      'UndefinedModuleEntryException',
      `${notCreated(owner)} The ${kind} at index [${index}] of the ${owner} "${kind}s" array is undefined.`,
    );
  },

  invalidProvider(owner: string, name: string): FrameworkErrorCounterpart {
    return of(
      'InvalidProviderException',
      `${notCreated(owner)} The provider "${name}" in the ${owner} "providers" array does not define a valid "useClass", "useValue", "useFactory" or "useExisting" property.`,
    );
  },

  unknownExport(owner: string, name: string): FrameworkErrorCounterpart {
    return of(
      'UnknownExportException',
      `Nest cannot export a provider/module that is not a part of the currently processed module (${owner}). Please verify whether the exported ${name} is available in this particular context.`,
    );
  },

  unknownElement(name: string | undefined): FrameworkErrorCounterpart {
    return of(
      'UnknownElementException',
      `Nest could not find ${name ?? 'given'} element (this provider does not exist in the current context)`,
    );
  },

  unknownModule(name: string): FrameworkErrorCounterpart {
    return of(
      'UnknownModuleException',
      `Nest could not select the given module ("${name}" does not exist in current context).`,
    );
  },

  undecoratedController(name: string): FrameworkErrorCounterpart {
    return of(
      'UnknownRequestMappingException',
      `An invalid controller has been detected. "${name}" does not have the @Controller() decorator but it is being listed in the "controllers" array of some module.`,
    );
  },

  scopedProvider(name: string): FrameworkErrorCounterpart {
    return of(
      'InvalidClassScopeException',
      `${name} is marked as a scoped provider. Request and transient-scoped providers can't be used in combination with "get()" method. Please, use "resolve()" instead.`,
    );
  },

  contextNeeded(name: string): FrameworkErrorCounterpart {
    return of(
      'RequestScopedCreateException',
      `${name} depends on a request-scoped provider, so it can't be created without a context id. Please, use "create(type, contextId)" instead.`,
    );
  },

  invalidClass(value: unknown): FrameworkErrorCounterpart {
    return of('InvalidClassException', `ModuleRef cannot instantiate class (${String(value)} is not constructable).`);
  },

  invalidEnhancer(kind: string, name: string, method: string): FrameworkErrorCounterpart {
    return of('InvalidEnhancerException', `The ${kind} (${name}) doesn't provide the "${method}" method`);
  },

  middlewareWithoutMethod(name: string): FrameworkErrorCounterpart {
    return of('InvalidMiddlewareException', `The middleware doesn't provide the 'use' method (${name})`);
  },

  notListening(): FrameworkErrorCounterpart {
    return { message: 'app.listen() needs to be called before calling app.getUrl()' };
  },
} as const;

function of(exception: string, message: string): FrameworkErrorCounterpart {
  return { exception, message };
}

function notCreated(module: string): string {
  return `Nest cannot create the ${module} instance.`;
}

function quoted(token: unknown): string {
  return typeof token === 'string' ? `"${token}"` : tokenName(token);
}
