import { describe, expect, it } from 'vitest';
import type { Kind } from './kinds.js';
import { measureInTurns } from './measure-in-turns.js';
import type { Measurable } from './work.js';

const timing = { warmUp: 1, duration: 0.2 };

/** Subjects that write down what happens to them. */
class Subjects {
  readonly log: string[] = [];
  readonly failures = new Map<Kind, Error>();

  readonly start = async (kind: Kind): Promise<Measurable> => {
    const note = (event: string) => this.log.push(`${kind} ${event}`);
    note('start');
    return {
      work: async (seconds) => void note(`work ${seconds}`),
      measure: async (seconds) => void note(`measure ${seconds}`),
      pause: () => void note('pause'),
      resume: () => void note('resume'),
      finish: async () => ({ figure: note('finish') }),
      stop: async () => void note('stop'),
    };
  };

  measure(kinds: readonly Kind[], start = this.start) {
    return measureInTurns(kinds, start, timing, this.failures);
  }
}

describe('measureInTurns', () => {
  it('warms each kind up, measures them back and forth, and lets only one of them run at a time', async () => {
    const subjects = new Subjects();
    const round = await subjects.measure(['bare', 'portico']);
    expect([...round.keys()]).toEqual(['bare', 'portico']);
    const steps = subjects.log.filter((event) => /work|measure/.test(event));
    expect(steps).toEqual([
      'bare work 1',
      'portico work 1',
      'bare measure 0.1',
      'portico measure 0.1',
      'portico measure 0.1',
      'bare measure 0.1',
    ]);
    for (const [index, event] of subjects.log.entries()) {
      const [kind, step] = event.split(' ');
      if (step !== 'measure') continue;
      expect(subjects.log[index - 1]).toBe(`${kind} resume`);
      expect(subjects.log[index + 1]).toBe(`${kind} pause`);
    }
    expect(subjects.log.slice(-4)).toEqual(['bare resume', 'bare stop', 'portico resume', 'portico stop']);
  });

  it('never pauses a subject that is alone', async () => {
    const subjects = new Subjects();
    await subjects.measure(['portico']);
    expect(subjects.log).not.toContain('portico pause');
    expect(subjects.log).toContain('portico stop');
  });

  it('stops a subject that fails, and measures the others', async () => {
    const subjects = new Subjects();
    const round = await subjects.measure(['bare', 'portico', 'nestjs'], async (kind) => {
      if (kind === 'nestjs') throw new Error('does not start');
      const subject = await subjects.start(kind);
      return kind === 'bare' ? { ...subject, measure: () => Promise.reject(new Error('does not reply')) } : subject;
    });
    expect([...round.keys()]).toEqual(['portico']);
    expect([...subjects.failures].map(([kind, { message }]) => [kind, message])).toEqual([
      ['nestjs', 'does not start'],
      ['bare', 'does not reply'],
    ]);
    expect(subjects.log.filter((event) => event === 'bare stop')).toHaveLength(1);
  });
});
