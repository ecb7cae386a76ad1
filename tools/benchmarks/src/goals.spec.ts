import { describe, expect, it } from 'vitest';
import { type Goal, goalOf, goals, judge } from './goals.js';
import { suites } from './suites/index.js';

const atLeast: Goal = { work: 'w', figure: 'f', of: 'ratio', is: 'at least', limit: 2 };
const atMost: Goal = { ...atLeast, is: 'at most' };

describe('judge', () => {
  it('accepts a value equal to the limit', () => {
    expect(judge(atLeast, 2)).toBe('met');
    expect(judge(atMost, 2)).toBe('met');
  });

  it('reports half of a goal as a gross loss, for figures with a minimum and with a maximum', () => {
    expect(judge(atLeast, 1.01)).toBe('missed');
    expect(judge(atLeast, 0.99)).toBe('grossly missed');
    expect(judge(atMost, 3.99)).toBe('missed');
    expect(judge(atMost, 4.01)).toBe('grossly missed');
  });
});

describe('goals', () => {
  it('refer to works and figures that exist', () => {
    const measured = suites
      .flatMap(({ works }) => works)
      .flatMap((work) => work.figures.map((figure) => [work.name, figure.name]));
    for (const goal of goals) expect(measured).toContainEqual([goal.work, goal.figure]);
  });

  it('can be found by work and figure', () => {
    expect(goalOf('ws echo, 16 in flight', 'per CPU second')?.limit).toBe(2);
    expect(goalOf('ws echo, 16 in flight', 'per second')).toBeUndefined();
  });
});
