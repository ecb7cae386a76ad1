import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containerCase } from './arbitrary.js';
import type { ContainerCase, ContainerObservation } from './case.js';
import { differingFacts, factsOf, isNearlySameOrder } from './compare.js';
import { printCase } from './print.js';

const example: ContainerCase = {
  classes: [
    { params: [], properties: [], hooks: ['onModuleInit'] },
    { params: [{ token: 'C0', forward: true }], properties: [], hooks: [] },
  ],
  modules: [
    {
      params: [],
      imports: [],
      providers: [
        { kind: 'class', of: 0 },
        { kind: 'useClass', token: 'S0', of: 1 },
      ],
      controllers: [],
      exports: [],
      hooks: [],
    },
  ],
  dynamics: [],
  made: 'context',
  overrides: [],
  questions: [{ ask: 'get', token: 'S0', strict: false }],
};

function observed(trace: string[], ...answers: string[]): ContainerObservation {
  return { outcome: 'started', trace: [...trace, 'question 0', 'close'], answers, closing: 'closed' };
}

describe('the container area', () => {
  it('generates plain data: each case survives JSON', () => {
    fc.assert(
      fc.property(containerCase, (theCase) => {
        expect(JSON.parse(JSON.stringify(theCase))).toEqual(theCase);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('prints a case as a short program', () => {
    expect(printCase(example).split('\n')).toEqual([
      '@Injectable() class C0 { onModuleInit() {} }',
      '@Injectable() class C1 { constructor(@Inject(forwardRef(() => C0))) {} }',
      '@Module({ providers: [C0, { provide: S0, useClass: C1 }] }) class M0 {}',
      'const app = await NestFactory.createApplicationContext(M0);',
      'app.get(S0, { strict: false }); // 0',
    ]);
  });

  it('names the facts that differ', () => {
    const paths = (a: ContainerObservation, b: ContainerObservation) =>
      differingFacts(factsOf(a), factsOf(b)).map(({ path }) => path);
    const one = observed(['new C0#1()', 'new C1#1(C0#1)'], 'C1#1');
    expect(paths(one, one)).toEqual([]);
    expect(paths(one, observed(['new C1#1(C0#1)', 'new C0#1()'], 'C1#1'))).toEqual(['start.order']);
    expect(paths(one, observed(['new C0#1()', 'new C1#1(C0#1)'], 'C0#1'))).toEqual(['answers.0']);
    expect(paths(one, { outcome: 'unknown dependency', trace: [], answers: [] })).toEqual(['outcome']);
  });

  it('accepts events a place or two apart, and reports another order', () => {
    const order = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect(isNearlySameOrder(order, ['b', 'a', ...order.slice(2)])).toBe(true);
    expect(isNearlySameOrder(order, [...order].reverse())).toBe(false);
    expect(isNearlySameOrder(order, order.slice(1))).toBe(false);
  });

  it('accepts any order within a layer of those that wait, but not within the first layer', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const first = names.map((name) => `f:${name}()`);
    const second = names.map((name) => `new C${name}(f:${name})`);
    const reordered = (events: readonly string[]) => [...events.slice(1), events[0]!];
    expect(isNearlySameOrder([...first, ...second], [...first, ...reordered(second)])).toBe(true);
    expect(isNearlySameOrder([...first, ...second], [...reordered(first), ...second])).toBe(false);
  });
});
