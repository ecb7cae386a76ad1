import { expect, it } from 'vitest';
import type { ContainerCase, Dependency, ScopeName } from '../case.js';
import { cycleDifferences } from './cycles.js';

const endless = cycleDifferences.find(({ id }) => id === 'container-endless-cycle')!;

/** A module that injects C0, which injects C1 with `forwardRef()`; C1 injects C0. */
function cycleOf(first: ScopeName, second: ScopeName, params: readonly Dependency[]): ContainerCase {
  const classOf = (scope: ScopeName, dependency: Dependency) => ({
    params: [dependency],
    properties: [],
    hooks: [],
    scope,
  });
  return {
    classes: [classOf(first, { token: 'C1', forward: true }), classOf(second, { token: 'C0' })],
    modules: [
      {
        params,
        imports: [],
        providers: [
          { kind: 'class', of: 0 },
          { kind: 'class', of: 1 },
        ],
        controllers: [],
        exports: [],
        hooks: [],
      },
    ],
    dynamics: [],
    made: 'context',
    overrides: [],
    questions: [],
  };
}

const explains = (theCase: ContainerCase): boolean | undefined =>
  endless.matches?.(theCase, {
    path: 'process',
    subject: 'portico-none',
    portico: 'runs',
    reference: 'hung: no answer within 45 s',
  });

it('explains a start that never ends by a cycle of transient providers only, which something injects', () => {
  expect(explains(cycleOf('transient', 'transient', [{ token: 'C0' }]))).toBe(true);
  expect(explains(cycleOf('transient', 'default', [{ token: 'C0' }]))).toBe(false);
  expect(explains(cycleOf('transient', 'transient', []))).toBe(false);
});
