import { describe, expect, it } from 'vitest';
import type { Kind } from './kinds.js';
import { measureRounds } from './rounds.js';
import type { SingleWork } from './work.js';

const timing = { warmUp: 0, duration: 0 };

function work(measure: SingleWork['measure']): SingleWork {
  return { name: 'work', kinds: ['bare', 'portico', 'nestjs'], figures: [], measure };
}

describe('measureRounds', () => {
  it('measures each kind once in a round, and begins each round with another kind', async () => {
    const order: Kind[] = [];
    const measuring = work(async (kind) => {
      order.push(kind);
      return {};
    });
    await measureRounds(measuring, ['bare', 'portico', 'nestjs'], 2, timing);
    expect(order).toEqual(['bare', 'portico', 'nestjs', 'portico', 'nestjs', 'bare']);
  });

  it('measures only the kinds that are selected', async () => {
    const { rounds } = await measureRounds(
      work(async () => ({ x: 1 })),
      ['portico'],
      2,
      timing,
    );
    expect(rounds.map((round) => [...round.keys()])).toEqual([['portico'], ['portico']]);
  });

  it('measures a kind several times in a round if the work says so, in turns, and takes the medians', async () => {
    const order: Kind[] = [];
    const values = { bare: [1, 9, 2], portico: [5, 4, 3], nestjs: [] as number[] };
    const measuring = work(async (kind) => {
      order.push(kind);
      return { x: values[kind].shift()! };
    });
    const { rounds } = await measureRounds({ ...measuring, samples: 3 }, ['bare', 'portico'], 1, timing);
    expect(order).toEqual(['bare', 'portico', 'bare', 'portico', 'bare', 'portico']);
    expect(rounds.map((round) => [...round.values()])).toEqual([[{ x: 2 }, { x: 4 }]]);
  });

  it('reports a failure, does not measure the kind again, and continues with the others', async () => {
    let asked = 0;
    const failing = work(async (kind) => {
      if (kind !== 'nestjs') return { x: 1 };
      asked++;
      throw new Error('no');
    });
    const { rounds, failures } = await measureRounds(failing, ['bare', 'nestjs'], 3, timing);
    expect(asked).toBe(1);
    expect(failures.get('nestjs')?.message).toBe('no');
    expect(rounds.map((round) => round.has('bare'))).toEqual([true, true, true]);
  });

  it('repeats a round from which the host has taken processor time, and keeps the least disturbed measurement', async () => {
    const shares = [0.01, 0.2, 0.1, 0.15];
    let measured = 0;
    const { rounds, stolen } = await measureRounds(
      work(async () => ({ x: ++measured })),
      ['portico'],
      2,
      timing,
      { repeats: 2, countStolen: () => () => shares.shift()! },
    );
    expect(rounds.map((round) => round.get('portico')?.x)).toEqual([1, 3]);
    expect(stolen).toBe(0.1);
    expect(shares).toEqual([]);
  });
});
