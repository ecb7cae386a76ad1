import { describe, expect, it } from 'vitest';
import type { Kind } from './kinds.js';
import type { WorkResult } from './rounds.js';
import { rows, table } from './table.js';
import type { Figure } from './work.js';

const cpu: Figure = { name: 'per CPU second', unit: 'per second', base: 'bare' };

/** The figures of bare, Portico and NestJS in each round. */
function result(work: string, figure: Figure, rounds: (number | undefined)[][], failures: Kind[] = []): WorkResult {
  const kinds: Kind[] = ['bare', 'portico', 'nestjs'];
  return {
    work: { name: work, kinds, figures: [figure], measure: async () => ({}) },
    rounds: rounds.map(
      (values) =>
        new Map(
          kinds.flatMap((kind, index) =>
            values[index] === undefined ? [] : [[kind, { [figure.name]: values[index] }] as const],
          ),
        ),
    ),
    failures: new Map(failures.map((kind) => [kind, new Error('no')])),
    stolen: 0,
  };
}

describe('rows', () => {
  it('divides figures of the same round, so that a slow round does not change a ratio', () => {
    const [row] = rows(
      result('ws echo, 16 in flight', cpu, [
        [100, 300, 60],
        [10, 30, 6],
        [50, 160, 25],
      ]),
    );
    expect(row?.cells).toEqual([
      'ws echo, 16 in flight',
      'per CPU second',
      'bare library: 50/s',
      '3.00 (3.00–3.20)',
      '0.60 (0.50–0.60)',
      '≥ 2',
      'met',
    ]);
  });

  it('judges the median of Portico', () => {
    const [missed] = rows(result('ws echo, 16 in flight', cpu, [[100, 150, 60]]));
    const [lost] = rows(result('ws echo, 16 in flight', cpu, [[100, 90, 60]]));
    expect([missed?.verdict, lost?.verdict]).toEqual(['missed', 'grossly missed']);
  });

  it('judges a value in its own unit', () => {
    const memory: Figure = { name: 'peak memory', unit: 'bytes', base: 'bare' };
    const mebibyte = 1024 * 1024;
    const work = '400 modules on Fastify, create and init';
    const [row] = rows(result(work, memory, [[80 * mebibyte, 100 * mebibyte, 150 * mebibyte]]));
    expect(row?.cells.slice(2)).toEqual([
      'bare library: 80.0 MiB',
      '1.25 (1.25–1.25), 100 MiB',
      '1.88 (1.88–1.88), 150 MiB',
      '≤ 110 MiB',
      'met',
    ]);
  });

  it('has enough digits to show that a goal was just missed', () => {
    const [missed] = rows(result('portico.1 request, 16 in flight', cpu, [[1000, 945.4, 900]]));
    const [met] = rows(result('portico.1 request, 16 in flight', cpu, [[1000, 950.4, 900]]));
    const [close] = rows(result('portico.1 request, 16 in flight', cpu, [[10_000, 9499.9, 9000]]));
    expect(missed?.cells.slice(3)).toEqual(['0.945 (0.95–0.95)', '0.90 (0.90–0.90)', '≥ 0.95', 'missed']);
    expect(met?.cells.slice(3)).toEqual(['0.95 (0.95–0.95)', '0.90 (0.90–0.90)', '≥ 0.95', 'met']);
    expect(close?.cells[3]).toBe('0.94999 (0.95–0.95)');
  });

  it('has enough digits to show that a goal of a value was just missed', () => {
    const memory: Figure = { name: 'peak memory', unit: 'bytes', base: 'bare' };
    const mebibyte = 1024 * 1024;
    const work = '400 modules on Fastify, create and init';
    const [row] = rows(result(work, memory, [[80 * mebibyte, 110.2 * mebibyte, 150 * mebibyte]]));
    expect(row?.cells.slice(3)).toEqual([
      '1.38 (1.38–1.38), 110.2 MiB',
      '1.88 (1.88–1.88), 150 MiB',
      '≤ 110 MiB',
      'missed',
    ]);
  });

  it('reports a goal that could not be measured as missed', () => {
    const [row] = rows(result('ws echo, 16 in flight', cpu, [[100, undefined, 60]], ['portico']));
    expect(row?.verdict).toBe('grossly missed');
    expect(row?.cells[3]).toBe('failed');
  });

  it('omits a kind that was not selected', () => {
    const [row] = rows(result('ws echo, 16 in flight', cpu, [[100, undefined, 60]]));
    expect(row?.verdict).toBeUndefined();
    expect(row?.cells[3]).toBe('');
  });

  it('has no verdict without a goal', () => {
    const [row] = rows(result('something else', cpu, [[100, 1, 60]]));
    expect(row?.verdict).toBeUndefined();
  });
});

describe('table', () => {
  it('is Markdown with aligned columns', () => {
    const lines = table([result('ws echo, 16 in flight', cpu, [[100, 300, 60]])]).split('\n');
    expect(lines).toHaveLength(3);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });
});
