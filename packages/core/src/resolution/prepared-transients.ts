import type { ProviderRecord } from '../container/records.js';
import { constructionTime } from './construction-times.js';

/** An instance of a transient provider that is made in its turn, some time before its dependent. */
export class TransientUse {
  readonly kind: ProviderRecord['kind'];
  /** When it is made: see `construction-times.ts`. */
  readyAt = 0;
  /** See `ProviderRecord`. */
  place = 0;
  rank = 0;

  /**
   * @param record the transient provider
   * @param dependent for whom the instance is made
   * @param start when its own dependencies begin to be looked up
   */
  constructor(
    readonly record: ProviderRecord,
    readonly dependent: ProviderRecord,
    readonly start: number,
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

/** Calls back for every transient instance that a provider is made with, the innermost included. */
export function eachTransient(record: ProviderRecord, start: number, add: (use: TransientUse) => void): void {
  let known: Set<ProviderRecord> | undefined;
  constructionTime(record, start, (dependency, begun) => {
    // A dependent that names a transient provider twice gets it once.
    known ??= new Set();
    if (known.has(dependency)) return;
    known.add(dependency);
    eachTransient(dependency, begun, add);
    add(new TransientUse(dependency, record, begun));
  });
}

interface Prepared {
  readonly instance: unknown;
}

/** Instances of transient providers that wait for their dependents. */
export class PreparedTransients {
  private readonly instances = new Map<ProviderRecord, Map<ProviderRecord, Prepared[]>>();

  put({ record, dependent }: TransientUse, instance: unknown): void {
    const ofDependent = this.instances.get(dependent) ?? new Map<ProviderRecord, Prepared[]>();
    this.instances.set(dependent, ofDependent);
    const waiting = ofDependent.get(record);
    if (waiting) waiting.push({ instance });
    else ofDependent.set(record, [{ instance }]);
  }

  /** The instance that was made for a dependent first; `undefined` when there is none. */
  take(record: ProviderRecord, dependent: ProviderRecord): Prepared | undefined {
    return this.instances.get(dependent)?.get(record)?.shift();
  }
}
