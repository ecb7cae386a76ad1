import { Scope } from '@portico/common';
import type { FrameworkError } from '@portico/common/internal';
import type { NestContainer } from '../container/container.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { tokenName } from '../container/token-name.js';
import { coreError } from './core-error.js';
import { nearMisses } from './near-misses.js';

/**
 * Nothing has the token that was asked for with `get` or `resolve`.
 *
 * @param module the only module that was searched, when the search was strict
 */
export function unknownElement(container: NestContainer, token: unknown, module?: ModuleRecord): FrameworkError {
  const name = tokenName(token);
  const elsewhere = module ? container.recordsOf(token as never).map((record) => record.host.name) : [];
  const known = [...container.records()].map((record) => record.name);
  const near = elsewhere.length > 0 ? [] : nearMisses(name, [...known, ...container.core.tokens().map(tokenName)]);
  return coreError({
    code: 'PORTICO_UNKNOWN_ELEMENT',
    lines: [
      module
        ? `${name} could not be found in ${module.name}: nothing that this module has goes by that token.`
        : `${name} could not be found: nothing in the application goes by that token.`,
      token === undefined && 'The token is undefined: most often a circular import between two files.',
      elsewhere.length > 0 && `It is there in ${elsewhere.join(', ')}.`,
      near.length > 0 && `There is ${near.join(', ')}: is one of these meant?`,
    ],
    remedies: [
      elsewhere.length > 0 && 'Ask with { strict: false } to search the whole application.',
      `Add ${name} to the "providers" of a module that the application imports.`,
    ],
  });
}

/** `select` was given a module that is not there. */
export function unknownModule(container: NestContainer, metatype: unknown, among?: ModuleRecord): FrameworkError {
  const name = tokenName(metatype);
  const near = nearMisses(name, [...container.modules.values()].map((module) => module.name));
  return coreError({
    code: 'PORTICO_UNKNOWN_MODULE',
    lines: [
      among ? `${among.name} does not import ${name}.` : `The application has no module ${name}.`,
      near.length > 0 && `There is ${near.join(', ')}: is one of these meant?`,
    ],
    remedies: [`Import ${name} ${among ? `in ${among.name}` : 'in a module of the application'}, or select a module that is there.`],
  });
}

/** A provider that has no single instance was asked for with `get`, or from a singleton with `inject()`. */
export function scopedProvider(record: ProviderRecord, asked: string): FrameworkError {
  const contextual = !record.isDependencyTreeStatic();
  const reason = contextual ? contextualReason(record) : 'is transient: each dependent gets an instance of its own';
  return coreError({
    code: 'PORTICO_SCOPED_PROVIDER',
    lines: [`${record.name} ${reason}. ${asked} wants the one instance that does not exist.`],
    remedies: [
      contextual
        ? `Use await moduleRef.resolve(${record.name}, contextId), with ContextIdFactory.getByRequest(request) for the instance of a request.`
        : `Use await moduleRef.resolve(${record.name}), which makes a new instance.`,
      contextual && `Or make ${record.name}, and what it depends on, a singleton: values of a request can be passed as arguments.`,
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
    current = current.scope === Scope.REQUEST ? undefined : current.dependencies.find((dependency) => dependency !== null && !dependency.isDependencyTreeStatic()) ?? undefined;
  }
  return path.length === 1
    ? 'is request-scoped: each context has an instance of its own'
    : `depends on something request-scoped (${path.join(' -> ')}), so each context has an instance of its own`;
}

/** `moduleRef.create` was given a class that needs a context, without one. */
export function contextNeeded(record: ProviderRecord): FrameworkError {
  return coreError({
    code: 'PORTICO_SCOPED_PROVIDER',
    lines: [`${record.name} ${contextualReason(record)}; it was to be created without a context.`],
    remedies: [`Use moduleRef.create(${record.name}, contextId).`],
  });
}
