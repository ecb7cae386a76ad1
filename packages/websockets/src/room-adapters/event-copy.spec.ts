import { expect, it, vi } from 'vitest';
import { copyEvent, readEvent } from './event-copy.js';

it('copies data as JSON, and what JSON writes as another value, too', () => {
  const bytes = Buffer.from([1, 2]);
  expect(copyEvent(['news', { id: 1 }])).toBe('["news",{"id":1}]');
  expect(readEvent(copyEvent(['news', { bytes, at: new Date(5), ratio: Number.NaN }]))).toEqual([
    'news',
    { bytes, at: new Date(5), ratio: Number.NaN },
  ]);
});

it('reads only what toJSON() discloses, not the rest of an object, which may refer to itself', () => {
  const bytes = Buffer.from([1]);
  class Document {
    readonly owner = this;
    readonly secret = vi.fn();
    constructor(private readonly shown: unknown) {}
    toJSON() {
      return this.shown;
    }
  }
  expect(readEvent(copyEvent(['news', new Document({ id: 1 })]))).toEqual(['news', { id: 1 }]);
  expect(readEvent(copyEvent(['news', [new Document({ bytes })]]))).toEqual(['news', [{ bytes }]]);
});
