import { HOOKS, type HookName, type LifecycleHooks } from './hooks.js';

export type Hooked = Partial<LifecycleHooks>;

/** One module, for planning. */
export interface HookModule<TModule = unknown, TRecord = unknown> {
  readonly module: TModule;
  /**
   * Visits every instance of controllers, enhancers and providers. A visitor needs no list, and most instances have no
   * hooks.
   */
  each(visit: (instance: unknown, record: TRecord) => void): void;
  /** How many layers of dependencies a record has; called only if an order is needed. */
  depth(record: TRecord): number;
  /** The instance of the module's own class. */
  readonly own: unknown;
}

/** The hooks of one name in one module: batches run one after the other, the hooks of a batch at the same time. */
export interface HookStep<TModule = unknown> {
  readonly module: TModule;
  readonly batches: readonly (readonly Hooked[])[];
}

/**
 * The instances of an application that have each lifecycle hook, in the order in which the hooks run. Computed once,
 * when all singletons exist, so that start-up and shutdown skip modules without hooks.
 */
export class HookPlan<TModule = unknown> {
  private constructor(
    private readonly startup: ReadonlyMap<HookName, readonly HookStep<TModule>[]>,
    private readonly shutdown: ReadonlyMap<HookName, readonly HookStep<TModule>[]>,
  ) {}

  /**
   * @param modules in the order of start-up: the farthest from the root module first.
   */
  static of<TModule, TRecord>(modules: Iterable<HookModule<TModule, TRecord>>): HookPlan<TModule> {
    const startup = new Map<HookName, HookStep<TModule>[]>();
    const shutdown = new Map<HookName, HookStep<TModule>[]>();
    const seen = new Set<object>();
    for (const planned of modules) {
      const { module } = planned;
      const hooked = collect(planned, seen);
      const moduleItself = take(planned.own, seen);
      if (hooked.length === 0 && !moduleItself) continue;
      for (const hook of HOOKS) {
        const layers = layersOf(hooked, hook);
        const last = moduleItself && has(moduleItself, hook) ? [[moduleItself]] : [];
        if (layers.length === 0 && last.length === 0) continue;
        push(startup, hook, { module, batches: [...layers, ...last] });
        push(shutdown, hook, { module, batches: [...layers.reverse(), ...last] });
      }
    }
    for (const steps of shutdown.values()) steps.reverse();
    return new HookPlan(startup, shutdown);
  }

  /** Dependencies first. */
  startingUp(hook: HookName): readonly HookStep<TModule>[] {
    return this.startup.get(hook) ?? [];
  }

  /** Dependents first. */
  shuttingDown(hook: HookName): readonly HookStep<TModule>[] {
    return this.shutdown.get(hook) ?? [];
  }
}

interface Found {
  readonly instance: Hooked;
  readonly depth: () => number;
}

const NONE: readonly Found[] = [];

function collect<TRecord>(module: HookModule<unknown, TRecord>, seen: Set<object>): readonly Found[] {
  let found: Found[] | undefined;
  module.each((candidate, record) => {
    const instance = take(candidate, seen);
    if (!instance) return;
    found ??= [];
    found.push({ instance, depth: () => module.depth(record) });
  });
  return found ?? NONE;
}

/** An instance registered under several tokens has its hooks run once. */
function take(instance: unknown, seen: Set<object>): Hooked | undefined {
  if (typeof instance !== 'object' || instance === null || !hasAny(instance) || seen.has(instance)) return undefined;
  seen.add(instance);
  return instance;
}

/** By `in`: the instance of each class has a shape of its own, and reading what is absent would fill a cache for each. */
function hasAny(instance: Hooked): boolean {
  for (let index = 0; index < HOOKS.length; index++) {
    const hook = HOOKS[index]!;
    if (hook in instance && typeof instance[hook] === 'function') return true;
  }
  return false;
}

function has(instance: Hooked, hook: HookName): boolean {
  return typeof instance[hook] === 'function';
}

function layersOf(found: readonly Found[], hook: HookName): Hooked[][] {
  const having = found.filter(({ instance }) => has(instance, hook));
  if (having.length <= 1) return having.map(({ instance }) => [instance]);
  const layers = new Map<number, Hooked[]>();
  for (const { instance, depth } of having) {
    const layer = depth();
    const members = layers.get(layer);
    if (members) members.push(instance);
    else layers.set(layer, [instance]);
  }
  return [...layers].sort(([a], [b]) => a - b).map(([, members]) => members);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
