import { Scope } from '@portico/common';
import type { FrameworkError } from '@portico/common/internal';
import type { ProviderRecord } from '../container/records.js';
import { coreError } from './core-error.js';
import { nestErrors } from './nestjs-errors.js';

/** A provider without a single instance was requested with `get`, or from a singleton with `inject()`. */
export function scopedProvider(record: ProviderRecord, asked: string): FrameworkError {
  const contextual = !record.isDependencyTreeStatic();
  const reason = contextual ? contextualReason(record) : 'is transient: each dependent gets its own instance';
  return coreError({
    code: 'PORTICO_SCOPED_PROVIDER',
    counterpart: nestErrors.scopedProvider(record.name),
    lines: [`${record.name} ${reason}. ${asked} requires a single instance.`],
    remedies: [
      contextual
        ? `Use await moduleRef.resolve(${record.name}, contextId), with ContextIdFactory.getByRequest(request) for the instance of a request.`
        : `Use await moduleRef.resolve(${record.name}), which creates a new instance.`,
      contextual &&
        `Or make ${record.name} and its dependencies singletons, and pass values of the request as arguments.`,
    ],
  });
}

function contextualReason(record: ProviderRecord): string {
  const path: string[] = [];
  let current: ProviderRecord | undefined = record;
  const seen = new Set<ProviderRecord>();
  while (current && !seen.has(current)) {
    seen.add(current);
    path.push(current.name);
    current =
      current.scope === Scope.REQUEST
        ? undefined
        : (current.dependencies.find((dependency) => dependency !== null && !dependency.isDependencyTreeStatic()) ??
          undefined);
  }
  return path.length === 1
    ? 'is request-scoped: each request context has its own instance'
    : `depends on a request-scoped provider (${path.join(' -> ')}), so each request context has its own instance`;
}

/** `moduleRef.create` was called without a context, for a class that needs one. */
export function contextNeeded(record: ProviderRecord): FrameworkError {
  return coreError({
    code: 'PORTICO_SCOPED_PROVIDER',
    counterpart: nestErrors.contextNeeded(record.name),
    lines: [`${record.name} ${contextualReason(record)}; create() was called without a context.`],
    remedies: [`Use moduleRef.create(${record.name}, contextId).`],
  });
}

/** A factory that is called once injects a request-scoped provider. */
export function scopedDependency(record: ProviderRecord): FrameworkError {
  return coreError({
    code: 'PORTICO_SCOPED_PROVIDER',
    lines: [`${record.name} ${contextualReason(record)}. The factory is called once, at start-up.`],
    remedies: ['Inject only singletons into the factory.'],
  });
}
