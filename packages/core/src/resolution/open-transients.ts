import type { ProviderRecord } from '../container/records.js';
import { UnfinishedInstance } from './unfinished-instance.js';

interface OpenTransient {
  readonly record: ProviderRecord;
  readonly instance: UnfinishedInstance;
}

/**
 * Transient providers of a circular dependency that are being created. If one of them is needed again in the meantime,
 * the same instance is used, because a new one would need another one, without end.
 */
export class OpenTransients {
  /** The innermost last. */
  private open: OpenTransient[] = [];

  find(record: ProviderRecord): UnfinishedInstance | undefined {
    return this.open.find((entry) => entry.record === record)?.instance;
  }

  begin(record: ProviderRecord): UnfinishedInstance {
    const instance = new UnfinishedInstance(record);
    this.open.push({ record, instance });
    return instance;
  }

  /** Ends the one that has begun last. */
  end(): void {
    this.open.pop();
  }

  /** From now on, none is open, until the returned ones are resumed. */
  suspend(): OpenTransient[] {
    const { open } = this;
    this.open = [];
    return open;
  }

  resume(open: OpenTransient[]): void {
    this.open = open;
  }
}
