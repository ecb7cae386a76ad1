import { describe, expect, it } from 'vitest';
import { ContextInstances } from './context-instances.js';
import { ModuleRecord, ProviderRecord } from './records.js';

const host = new ModuleRecord(class App {});
const records = Array.from({ length: 40 }, (_, index) => new ProviderRecord(`token ${index}`, host, 'class'));

describe.each([1, 12, 13, 40])('%i instances of a context', (count) => {
  it('are found, replaced and removed, as in a Map', () => {
    const instances = new ContextInstances();
    const expected = new Map<ProviderRecord, unknown>();
    const same = (): void => {
      for (const record of records) {
        expect(instances.has(record)).toBe(expected.has(record));
        expect(instances.get(record)).toBe(expected.get(record));
      }
    };
    const set = (record: ProviderRecord, value: unknown): void => {
      instances.set(record, value);
      expected.set(record, value);
    };
    for (const [index, record] of records.slice(0, count).entries()) set(record, index === 0 ? undefined : { index });
    same();
    set(records[0]!, 'replaced');
    same();
    instances.delete(records[0]!);
    expected.delete(records[0]!);
    same();
    set(records[0]!, 'again');
    same();
  });
});
