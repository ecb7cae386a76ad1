import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentPath } from '../locations.js';
import { replaceTables } from './document.js';

const document = readFileSync(documentPath, 'utf8');

describe('replaceTables', () => {
  it('replaces only the text between the markers', () => {
    const once = replaceTables(document, 'tables of one run');
    const twice = replaceTables(once, 'tables of another run');
    expect(once).toContain('tables of one run');
    expect(twice).not.toContain('tables of one run');
    expect(twice.replace('tables of another run', 'tables of one run')).toBe(once);
  });

  it('says which markers are missing', () => {
    expect(() => replaceTables('# Performance', 'x')).toThrow('tables: begin');
  });
});
