import type { ProviderRecord } from '../container/records.js';
import { constructionTime } from './construction-times.js';

/** An instance of a transient provider that is created at its time, before its dependent. */
export class TransientUse {
  readonly kind: ProviderRecord['kind'];
  /** When it is created: see `construction-times.ts`. */
  readyAt = 0;
  /** See `ProviderRecord`. */
  place = 0;
  rank = 0;

  /**
   * @param record the transient provider
   * @param dependent the dependent that receives the instance
   * @param start when the look-up of its own dependencies begins
   * @param root the provider or controller that the instance is made for: the dependent, or the one at the end of its dependents
   * @param rootStart when the look-up of the dependencies of the root begins
   */
  constructor(
    readonly record: ProviderRecord,
    readonly dependent: ProviderRecord,
    readonly start: number,
    readonly root: ProviderRecord,
    readonly rootStart: number,
  ) {
    this.kind = record.kind;
  }

  get plan(): ProviderRecord['plan'] {
    return this.record.plan;
  }

  get host(): ProviderRecord['host'] {
    return this.record.host;
  }
}

/** Calls back for every transient instance that a provider needs, including the innermost. */
export function eachTransient(
  record: ProviderRecord,
  start: number,
  add: (use: TransientUse) => void,
  root = record,
  rootStart = start,
): void {
  let known: Set<ProviderRecord> | undefined;
  constructionTime(record, start, (dependency, begun) => {
    // A dependent that names a transient provider twice gets the same instance.
    known ??= new Set();
    if (known.has(dependency)) return;
    known.add(dependency);
    eachTransient(dependency, begun, add, root, rootStart);
    add(new TransientUse(dependency, record, begun, root, rootStart));
  });
}

interface Prepared {
  readonly instance: unknown;
}

/** Instances of transient providers that wait for their dependents. */
export class PreparedTransients {
  private readonly instances = new Map<ProviderRecord, Map<ProviderRecord, Prepared[]>>();
  /** How many instances each dependent has created itself, because it was created before them. */
  private readonly overtaken = new Map<ProviderRecord, Map<ProviderRecord, number>>();

  put({ record, dependent }: TransientUse, instance: unknown): void {
    const ofDependent = this.instances.get(dependent) ?? new Map<ProviderRecord, Prepared[]>();
    this.instances.set(dependent, ofDependent);
    const waiting = ofDependent.get(record);
    if (waiting) waiting.push({ instance });
    else ofDependent.set(record, [{ instance }]);
  }

  /** The first instance for a dependent; `undefined` if there is none, and the dependent creates it. */
  take(record: ProviderRecord, dependent: ProviderRecord): Prepared | undefined {
    const prepared = this.instances.get(dependent)?.get(record)?.shift();
    if (prepared === undefined) this.count(record, dependent, 1);
    return prepared;
  }

  /** Whether the dependent of an entry has created the instance itself; such an instance counts once. */
  isOvertaken({ record, dependent }: TransientUse): boolean {
    const count = this.overtaken.get(dependent)?.get(record) ?? 0;
    if (count > 0) this.count(record, dependent, -1);
    return count > 0;
  }

  private count(record: ProviderRecord, dependent: ProviderRecord, more: number): void {
    const ofDependent = this.overtaken.get(dependent) ?? new Map<ProviderRecord, number>();
    this.overtaken.set(dependent, ofDependent);
    ofDependent.set(record, (ofDependent.get(record) ?? 0) + more);
  }
}
