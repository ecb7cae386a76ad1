import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentPath } from '../locations.js';
import { replaceTables } from './document.js';

const document = readFileSync(documentPath, 'utf8');

describe('replaceTables', () => {
  it('replaces what stood there and nothing else', () => {
    const once = replaceTables(document, 'the first');
    const twice = replaceTables(once, 'the second');
    expect(once).toContain('the first');
    expect(twice).not.toContain('the first');
    expect(twice.replace('the second', 'the first')).toBe(once);
  });

  it('says which markers are missing', () => {
    expect(() => replaceTables('# Performance', 'x')).toThrow('tables: begin');
  });
});
