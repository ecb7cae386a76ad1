import { describe, expect, it } from 'vitest';
import { type HookModule, HookPlan } from './hook-plan.js';

interface Candidate {
  readonly instance: unknown;
  readonly depth: number;
}

const at = (depth: number, instance: unknown): Candidate => ({ instance, depth });

function module(name: string, candidates: Candidate[], own: unknown = {}): HookModule<string, Candidate> {
  return {
    module: name,
    own,
    depth: ({ depth }) => depth,
    each: (visit) => {
      for (const candidate of candidates) visit(candidate.instance, candidate);
    },
  };
}

const starts = (name: string) => ({ name, onModuleInit: () => undefined });
const ends = (name: string) => ({ name, onModuleDestroy: () => undefined });

const names = (steps: ReturnType<HookPlan<string>['startingUp']>) =>
  steps.map((step) => [
    step.module,
    step.batches.map((batch) => batch.map((instance) => (instance as { name: string }).name)),
  ]);

describe('HookPlan', () => {
  it('orders a module by layers of dependencies, with the module class last', () => {
    const plan = HookPlan.of([
      module(
        'cats',
        [at(2, starts('b')), at(1, starts('a')), at(2, starts('c')), at(0, starts('value'))],
        starts('CatsModule'),
      ),
    ]);
    expect(names(plan.startingUp('onModuleInit'))).toEqual([['cats', [['value'], ['a'], ['b', 'c'], ['CatsModule']]]]);
  });

  it('reverses modules and layers at shutdown, with the module class still last', () => {
    const plan = HookPlan.of([
      module('far', [at(1, ends('far'))]),
      module('near', [at(1, ends('a')), at(2, ends('b'))], ends('NearModule')),
    ]);
    expect(names(plan.shuttingDown('onModuleDestroy'))).toEqual([
      ['near', [['b'], ['a'], ['NearModule']]],
      ['far', [['far']]],
    ]);
    expect(names(plan.startingUp('onModuleDestroy')).map(([name]) => name)).toEqual(['far', 'near']);
  });

  it('has no step for modules without hooks', () => {
    const plan = HookPlan.of([
      module('none', [at(1, {}), at(1, null), at(1, 'text'), at(1, undefined)]),
      module('one', [at(1, starts('a'))]),
    ]);
    expect(names(plan.startingUp('onModuleInit'))).toEqual([['one', [['a']]]]);
    expect(plan.startingUp('onApplicationBootstrap')).toEqual([]);
  });

  it('runs the hooks of an instance once, however many tokens it has', () => {
    const shared = starts('shared');
    const plan = HookPlan.of([module('a', [at(1, shared), at(1, shared)]), module('b', [at(1, shared)])]);
    expect(names(plan.startingUp('onModuleInit'))).toEqual([['a', [['shared']]]]);
  });

  it('computes depths only if an order is needed', () => {
    const lonely = {
      ...module('a', [at(1, starts('only')), at(1, {})]),
      depth: () => {
        throw new Error('asked');
      },
    };
    expect(names(HookPlan.of([lonely]).startingUp('onModuleInit'))).toEqual([['a', [['only']]]]);
  });
});
