import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { ClassFacts } from '../scanning/class-facts.js';
import { TRANSPORT_METADATA } from '../scanning/transport-metadata.js';
import type { TransportDefinition } from './transport.js';
import { warnOfUnserved } from './warn-of-unserved.js';

/**
 * Logs a warning about classes with a transport that are not started, because they are listed in "controllers", or come
 * from a value or a factory.
 */
export function warnOfUnservedClasses(modules: ReadonlyMap<unknown, ModuleRecord>): void {
  warnOfControllers(modules.values());
  warnOfInstances(modules.values());
}

function warnOfControllers(modules: Iterable<ModuleRecord>): void {
  for (const { controllers, providers } of modules) {
    for (const record of controllers.values()) {
      if (!(record.facts & ClassFacts.Transport) || providers.has(record.token)) continue;
      warn(
        record.metatype!,
        record,
        'It is listed in "controllers", but only classes listed in "providers" are started.',
        [`Move it to "providers" of ${record.host.name}.`],
      );
    }
  }
}

function warnOfInstances(modules: Iterable<ModuleRecord>): void {
  const records = [...modules].flatMap(({ providers }) => [...providers.values()]);
  const made = records.filter(({ kind, instance }) => (kind === 'value' || kind === 'factory') && classOf(instance));
  if (made.length === 0) return;
  const served = new Set(records.filter(({ kind }) => kind === 'class').map(({ instance }) => instance));
  for (const record of made) {
    const { kind, instance } = record;
    if (served.has(instance)) continue;
    const type = classOf(instance)!;
    const how = kind === 'value' ? 'useValue' : 'useFactory';
    warn(type, record, `It is provided by ${how}, but only classes listed in "providers" are started.`, [
      `List the class itself, providers: [${type.name}], and inject its dependencies.`,
    ]);
  }
}

/** Logs a warning about classes with a transport in modules that are loaded while the application runs. */
export function warnOfLateClasses(modules: Iterable<ModuleRecord>): void {
  for (const module of modules) {
    for (const record of module.providers.values()) {
      if (record.kind !== 'class' || !transportOf(record.metatype!)) continue;
      const why = 'Its module was loaded lazily, after the transports of the application had started.';
      warn(record.metatype!, record, why, [
        'Import its module in the root module, or in a module that the root module imports.',
      ]);
    }
  }
}

function warn(type: Function, { host }: ProviderRecord, why: string, remedies: readonly string[]): void {
  const { name } = transportOf(type)!;
  warnOfUnserved(
    'PORTICO_UNSERVED_PROVIDER',
    `${type.name} in ${host.name} is not started by the transport "${name}". ${why}`,
    remedies,
  );
}

function classOf(instance: unknown): Function | undefined {
  if (typeof instance !== 'object' || instance === null) return undefined;
  const type = instance.constructor;
  return typeof type === 'function' && transportOf(type) ? type : undefined;
}

function transportOf(type: Function): TransportDefinition | undefined {
  return Reflect.getMetadata(TRANSPORT_METADATA, type);
}
