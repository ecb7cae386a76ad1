import fc from 'fast-check';
import type { Hook, ScopeName, ValueCase } from './case.js';

/**
 * A case before its references are resolved: each reference is a number, which becomes one of the tokens that are visible
 * in its place once all modules are known. Therefore most cases start, and each can shrink in small steps.
 */
export interface Sketch {
  readonly modules: readonly ModuleSketch[];
  readonly dynamics: readonly DynamicSketch[];
  readonly testing: boolean;
  readonly overrides: readonly OverrideSketch[];
  readonly questions: readonly QuestionSketch[];
}

export interface DependencySketch {
  readonly pick: number;
  readonly kind: 'visible' | 'forward' | 'anything' | 'framework' | 'module';
  readonly optional: boolean;
}

export interface ClassSketch {
  readonly params: readonly DependencySketch[];
  readonly properties: readonly DependencySketch[];
  readonly scope: ScopeName | undefined;
  readonly durable: boolean | undefined;
  readonly throws: boolean;
  readonly hooks: readonly Hook[];
  readonly hookTicks: number | undefined;
  readonly failing: Hook | undefined;
}

export interface ProviderSketch extends ClassSketch {
  readonly kind: 'class' | 'useClass' | 'useValue' | 'useFactory' | 'useExisting' | 'again';
  /** Which token: a new one, or one that is used already. */
  readonly token: 'new' | 'used';
  readonly pick: number;
  readonly exported: boolean;
  readonly value: ValueCase;
  readonly ticks: number | undefined;
  readonly result: 'object' | 'hooked' | 'null' | 'undefined' | 'throws';
}

export interface ModuleSketch {
  readonly global: boolean;
  /** Which of the modules before it imports it. */
  readonly parent: number;
  readonly moreImports: readonly { readonly pick: number; readonly back: boolean }[];
  readonly own: ClassSketch;
  readonly providers: readonly ProviderSketch[];
  readonly controllers: readonly (ClassSketch & { readonly guard: ClassSketch | undefined })[];
  readonly reexports: readonly number[];
  /** Loaded lazily; no module imports it. */
  readonly lazy: boolean;
}

export interface DynamicSketch {
  readonly module: number;
  readonly importers: readonly number[];
  readonly promise: boolean;
  readonly global: boolean | undefined;
  readonly providers: readonly ProviderSketch[];
  readonly reexported: boolean;
}

export interface OverrideSketch {
  readonly pick: number;
  readonly by: 'useValue' | 'useFactory' | 'useClass' | 'useModule';
  readonly instead: number;
}

export interface QuestionSketch {
  readonly ask: 'get' | 'each' | 'resolve' | 'create' | 'introspect' | 'load';
  readonly pick: number;
  readonly from: number | undefined;
  readonly strict: boolean | undefined;
  readonly context: number | undefined;
}

const nat = fc.nat({ max: 60 });

function often<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 20, arbitrary: fc.constant(usual) }, { weight: 3, arbitrary: fc.constantFrom(...others) });
}

const flag = (weight: number) =>
  fc.oneof({ weight: 20, arbitrary: fc.constant(false) }, { weight, arbitrary: fc.constant(true) });

const dependency: fc.Arbitrary<DependencySketch> = fc.record({
  pick: nat,
  kind: fc.oneof(
    { weight: 60, arbitrary: fc.constant('visible' as const) },
    { weight: 6, arbitrary: fc.constant('forward' as const) },
    { weight: 1, arbitrary: fc.constant('anything' as const) },
    { weight: 4, arbitrary: fc.constant('framework' as const) },
    { weight: 2, arbitrary: fc.constant('module' as const) },
  ),
  optional: flag(2),
});

const hook = fc.constantFrom<Hook[]>(
  'onModuleInit',
  'onApplicationBootstrap',
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
);

const classFields = {
  params: fc.array(dependency, { maxLength: 3 }),
  properties: fc.oneof(
    { weight: 8, arbitrary: fc.constant<DependencySketch[]>([]) },
    { weight: 1, arbitrary: fc.array(dependency, { maxLength: 2 }) },
  ),
  scope: often<ScopeName | undefined>(undefined, 'transient', 'request', 'default'),
  durable: often<boolean | undefined>(undefined, true, undefined, undefined, false),
  throws: fc.nat({ max: 150 }).map((roll) => roll === 150),
  hooks: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Hook[]>([]) },
    { weight: 2, arbitrary: fc.uniqueArray(hook, { maxLength: 5 }) },
  ),
  hookTicks: often<number | undefined>(undefined, 0, 1, 3, 8),
  failing: fc.tuple(fc.nat({ max: 80 }), hook).map(([roll, name]) => (roll === 80 ? name : undefined)),
};

const classSketch: fc.Arbitrary<ClassSketch> = fc.record(classFields);

const moduleClass: fc.Arbitrary<ClassSketch> = fc.record({
  ...classFields,
  params: fc.oneof(
    { weight: 3, arbitrary: fc.constant<DependencySketch[]>([]) },
    { weight: 1, arbitrary: fc.array(dependency, { maxLength: 2 }) },
  ),
  properties: fc.constant<DependencySketch[]>([]),
  scope: fc.constant(undefined),
  durable: fc.constant(undefined),
});

const provider: fc.Arbitrary<ProviderSketch> = fc.record({
  ...classFields,
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constant('class' as const) },
    { weight: 3, arbitrary: fc.constant('useClass' as const) },
    { weight: 3, arbitrary: fc.constant('useValue' as const) },
    { weight: 8, arbitrary: fc.constant('useFactory' as const) },
    { weight: 3, arbitrary: fc.constant('useExisting' as const) },
    { weight: 1, arbitrary: fc.constant('again' as const) },
  ),
  token: often<'new' | 'used'>('new', 'used', 'new', 'new'),
  pick: nat,
  exported: fc.boolean(),
  value: often<ValueCase>('object', 'hooked', 'null', 'undefined', 'zero', 'promise', 'rejected'),
  ticks: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, 3, 7, 15, 40) },
  ),
  result: often<'object' | 'hooked' | 'null' | 'undefined' | 'throws'>(
    'object',
    'hooked',
    'null',
    'undefined',
    'throws',
  ),
});

const moduleSketch: fc.Arbitrary<ModuleSketch> = fc.record({
  global: flag(4),
  parent: nat,
  moreImports: fc.array(fc.record({ pick: nat, back: flag(4) }), { maxLength: 2 }),
  own: moduleClass,
  providers: fc.array(provider, { maxLength: 5 }),
  controllers: fc.oneof(
    { weight: 3, arbitrary: fc.constant<ModuleSketch['controllers'][number][]>([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.record({ ...classFields, guard: fc.option(classSketch, { nil: undefined, freq: 1 }) }), {
        maxLength: 2,
      }),
    },
  ),
  reexports: fc.oneof(
    { weight: 2, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: fc.array(nat, { maxLength: 2 }) },
  ),
  lazy: flag(2),
});

const dynamicSketch: fc.Arbitrary<DynamicSketch> = fc.record({
  module: nat,
  importers: fc.array(nat, { minLength: 1, maxLength: 2 }),
  promise: flag(4),
  global: often<boolean | undefined>(undefined, true, true, false),
  providers: fc.array(provider, { maxLength: 3 }),
  reexported: flag(6),
});

const question: fc.Arbitrary<QuestionSketch> = fc.record({
  ask: fc.constantFrom('get', 'get', 'each', 'resolve', 'resolve', 'create', 'introspect', 'load'),
  pick: nat,
  from: fc.option(nat, { nil: undefined }),
  strict: fc.constantFrom(undefined, true, false),
  context: fc.constantFrom(undefined, 0, 1),
});

export const sketch: fc.Arbitrary<Sketch> = fc.record({
  modules: fc.array(moduleSketch, { minLength: 1, maxLength: 5 }),
  dynamics: fc.array(dynamicSketch, { maxLength: 2 }),
  testing: fc.boolean(),
  overrides: fc.array(
    fc.record({
      pick: nat,
      by: fc.constantFrom('useValue', 'useFactory', 'useClass', 'useModule'),
      instead: nat,
    }),
    { maxLength: 2 },
  ),
  questions: fc.array(question, { maxLength: 8 }),
});
