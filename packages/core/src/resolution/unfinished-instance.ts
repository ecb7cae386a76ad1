import { isObject } from '@portico/common/internal';
import type { PendingValue } from '../container/pending-value.js';
import type { ProviderRecord } from '../container/records.js';
import { circularDependency } from '../errors/circular-dependency.js';

/** Placeholder for an instance that is still under construction, for the other members of its circular dependency. */
export class UnfinishedInstance {
  private reference: object | null = null;
  /** The finished instance, if it waits for asynchronous factories. */
  pending: PendingValue | null = null;

  constructor(private readonly record: ProviderRecord) {}

  /** The object that the finished instance will be. */
  refer(): object {
    this.reference ??= unfinishedObject(this.record);
    return this.reference;
  }

  /** Turns the unfinished object, if it has been handed out, into the constructed instance. */
  complete(instance: unknown): unknown {
    if (this.reference !== null) return Object.assign(this.reference, instance);
    if (isObject(instance)) this.reference = instance;
    return instance;
  }
}

/**
 * An object with the prototype of a class whose constructor has not run.
 *
 * @throws FrameworkError `PORTICO_CIRCULAR_DEPENDENCY` for providers that are not classes
 */
export function unfinishedObject(record: ProviderRecord): object {
  if (record.kind !== 'class')
    throw circularDependency(cycleOf(record), 'The cycle was detected while they were being created.');
  return Object.create(record.metatype!.prototype);
}

/** The shortest path from a record back to itself. */
export function cycleOf(record: ProviderRecord): ProviderRecord[] {
  const cameFrom = new Map<ProviderRecord, ProviderRecord>();
  const queue: ProviderRecord[] = [record];
  for (const current of queue) {
    for (const dependency of current.dependencies) {
      if (dependency === null) continue;
      if (dependency === record) {
        const path = [record];
        for (let step = current; step !== record; step = cameFrom.get(step)!) path.unshift(step);
        return [record, ...path];
      }
      if (cameFrom.has(dependency)) continue;
      cameFrom.set(dependency, current);
      queue.push(dependency);
    }
  }
  return [record, record];
}
