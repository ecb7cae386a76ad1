import type { ProviderRecord } from './records.js';

/** Up to this number of instances, comparing records one by one is faster than hashing them. */
const SHORT = 12;

/**
 * The instances of one context, by their records: the part of a `Map` that resolving uses. Most contexts have only a
 * few, for which a list is cheaper to create and to search; many are moved into a `Map`.
 */
export class ContextInstances {
  private readonly records: ProviderRecord[] = [];
  private readonly values: unknown[] = [];
  private map: Map<ProviderRecord, unknown> | null = null;

  get(record: ProviderRecord): unknown {
    if (this.map !== null) return this.map.get(record);
    const index = this.records.indexOf(record);
    return index === -1 ? undefined : this.values[index];
  }

  has(record: ProviderRecord): boolean {
    return this.map === null ? this.records.includes(record) : this.map.has(record);
  }

  set(record: ProviderRecord, value: unknown): void {
    if (this.map !== null) {
      this.map.set(record, value);
      return;
    }
    const index = this.records.indexOf(record);
    if (index !== -1) this.values[index] = value;
    else if (this.records.length < SHORT) {
      this.records.push(record);
      this.values.push(value);
    } else this.useMap().set(record, value);
  }

  delete(record: ProviderRecord): void {
    this.useMap().delete(record);
  }

  private useMap(): Map<ProviderRecord, unknown> {
    this.map ??= new Map(this.records.map((record, index) => [record, this.values[index]]));
    return this.map;
  }
}
