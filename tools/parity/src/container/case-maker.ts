import type {
  ClassCase,
  ContainerCase,
  Dependency,
  DynamicCase,
  ExportCase,
  ImportCase,
  ModuleCase,
  OverrideCase,
  ProviderCase,
  Question,
  Token,
} from './case.js';
import { tokenOfProvider } from './case-facts.js';
import type { ClassSketch, DependencySketch, ModuleSketch, ProviderSketch, Sketch } from './sketch.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A module, or a dynamic module, while its providers are chosen. */
interface Place {
  readonly name: string;
  readonly sketch: { readonly providers: readonly ProviderSketch[] };
  readonly global: boolean;
  readonly imports: Place[];
  readonly importCases: ImportCase[];
  readonly exports: ExportCase[];
  readonly reexports: Place[];
  readonly providers: { readonly token: Token; readonly rank: number; readonly exported: boolean }[];
  readonly providerCases: ProviderCase[];
  rank: number;
}

type ModuleOverride = Extract<OverrideCase, { by: 'useModule' }>;

const FRAMEWORK: readonly Token[] = ['ModuleRef', 'Reflector', 'REQUEST', 'INQUIRER'];

/** Turns a sketch into a case: replaces each number by one of the tokens, classes or modules that can be used there. */
export class CaseMaker {
  private readonly classes: ClassCase[] = [];
  private readonly tokens: Token[] = [];
  private readonly places: Place[];
  private readonly dynamicPlaces: Place[];
  private readonly controllers: number[][] = [];
  private readonly moduleOverrides: readonly ModuleOverride[];
  private strings = 0;
  private lastRank = 0;

  constructor(private readonly sketch: Sketch) {
    this.places = sketch.modules.map((module, index) => placeOf(`M${index}`, module, module.global));
    const dynamics = sketch.modules.length > 1 ? sketch.dynamics : [];
    this.dynamicPlaces = dynamics.map((dynamic, index) => placeOf(`D${index}`, dynamic, dynamic.global === true));
    this.moduleOverrides = this.chooseModuleOverrides();
  }

  make(): ContainerCase {
    this.link();
    for (const place of this.inOrder()) this.fill(place);
    const modules = this.places.map((place, index) => this.moduleCase(place, index));
    const dynamics = this.dynamicPlaces.map((place, index) => this.dynamicCase(place, index));
    const testing = this.sketch.testing;
    return this.withExistingClasses({
      classes: this.classes,
      modules,
      dynamics,
      made: testing ? 'testing' : 'context',
      overrides: testing ? [...this.moduleOverrides, ...this.providerOverrides()] : [],
      questions: this.sketch.questions.flatMap((entry) => this.question(entry)),
    });
  }

  /** A forward reference past the last class refers to the last class. */
  private withExistingClasses(made: ContainerCase): ContainerCase {
    const last = this.classes.length > 0 ? `C${this.classes.length - 1}` : 'S99';
    const known = (token: Token): boolean => !token.startsWith('C') || Number(token.slice(1)) < this.classes.length;
    const replaced = JSON.stringify(made, (key, value: unknown) =>
      key === 'token' && typeof value === 'string' && !known(value) ? last : value,
    );
    return JSON.parse(replaced) as ContainerCase;
  }

  /** Each module is imported by an earlier one, unless it is loaded lazily. */
  private link(): void {
    const { modules } = this.sketch;
    const dynamics = this.sketch.dynamics.slice(0, this.dynamicPlaces.length);
    for (const [index, module] of modules.entries()) {
      const place = this.places[index]!;
      const isImported = !module.lazy && !this.isSubstitute(index);
      if (index > 0 && isImported) link(this.places[module.parent % index]!, place, { module: index, form: 'class' });
      for (const { pick, back } of module.moreImports) {
        const target = back ? pick % (index + 1) : index + 1 + (pick % Math.max(1, modules.length - index - 1));
        if (target >= modules.length || this.isSubstitute(target)) continue;
        link(place, this.places[target]!, { module: target, form: back ? 'forward' : 'class' });
      }
    }
    for (const [index, { importers, promise }] of dynamics.entries()) {
      // Only modules before its class import it: the reference hangs if a promise resolves to a module that imports it.
      for (const importer of importers) {
        const form = promise ? 'promise' : 'object';
        link(this.importerOf(index, importer), this.dynamicPlaces[index]!, { dynamic: index, form });
      }
    }
    for (const [index, module] of modules.entries()) this.reexport(this.places[index]!, module);
    for (const [index, dynamic] of dynamics.entries()) {
      if (!dynamic.reexported) continue;
      const importer = this.importerOf(index, dynamic.importers[0]!);
      importer.reexports.push(this.dynamicPlaces[index]!);
      importer.exports.push({ dynamic: index });
    }
  }

  private classOf(dynamic: number): number {
    return 1 + (this.sketch.dynamics[dynamic]!.module % Math.max(1, this.places.length - 1));
  }

  private importerOf(dynamic: number, pick: number): Place {
    return this.places[pick % this.classOf(dynamic)]!;
  }

  private reexport(place: Place, module: ModuleSketch): void {
    for (const pick of module.reexports) {
      const candidates = place.imports.filter(({ name }) => name.startsWith('M') && !this.isOverridden(name));
      const chosen = candidates[pick % Math.max(1, candidates.length)];
      if (!chosen || place.reexports.includes(chosen)) continue;
      place.reexports.push(chosen);
      place.exports.push(chosen.name);
    }
  }

  /** Global modules, with what they import, then the others: imports before their importers. */
  private inOrder(): Place[] {
    const ordered = new Set<Place>();
    const visit = (place: Place, open: readonly Place[]): void => {
      if (ordered.has(place) || open.includes(place)) return;
      for (const imported of place.imports) visit(imported, [...open, place]);
      ordered.add(place);
    };
    const all = [...this.places, ...this.dynamicPlaces];
    for (const place of all) if (place.global) visit(place, []);
    for (const place of all) visit(place, []);
    for (const [rank, place] of [...ordered].entries()) place.rank = rank;
    return [...ordered];
  }

  private fill(place: Place): void {
    for (const provider of place.sketch.providers) {
      const made = this.provider(place, provider);
      const token = tokenOfProvider(made);
      place.providerCases.push(made);
      place.providers.push({ token, rank: ++this.lastRank, exported: provider.exported });
      if (provider.exported && !place.exports.includes(token)) place.exports.push(token);
      if (!this.tokens.includes(token)) this.tokens.push(token);
    }
    const index = this.places.indexOf(place);
    if (index < 0) return;
    this.controllers[index] = this.sketch.modules[index]!.controllers.map((controller) => {
      const guards = controller.guard ? [this.addClass(place, controller.guard)] : [];
      const made = this.addClass(place, controller);
      if (guards.length > 0) this.classes[made] = { ...this.classes[made]!, guards };
      return made;
    });
  }

  private provider(place: Place, of: ProviderSketch): ProviderCase {
    if (of.kind === 'again' && this.classes.length > 0) return { kind: 'class', of: of.pick % this.classes.length };
    if (of.kind === 'class' || of.kind === 'again') return { kind: 'class', of: this.addClass(place, of) };
    const token =
      of.token === 'used' && this.tokens.length > 0 ? this.tokens[of.pick % this.tokens.length]! : this.newToken();
    if (of.kind === 'useClass') {
      const scope = of.durable === undefined ? of.scope : undefined;
      return { kind: 'useClass', token, of: this.addClass(place, of), ...(scope ? { scope } : {}) };
    }
    if (of.kind === 'useValue') return { kind: 'useValue', token, value: of.value };
    if (of.kind === 'useExisting') {
      const visible = this.visible(place);
      if (visible.length > 0) return { kind: 'useExisting', token, existing: visible[of.pick % visible.length]! };
    }
    return {
      kind: 'useFactory',
      token,
      inject: this.dependencies(place, of.params),
      result: of.result,
      ...(of.scope ? { scope: of.scope } : {}),
      ...(of.ticks === undefined ? {} : { ticks: of.ticks }),
    };
  }

  private newToken(): Token {
    return `S${this.strings++}`;
  }

  private addClass(place: Place, of: ClassSketch): number {
    const { scope, durable, throws, hooks, hookTicks, failing } = of;
    const made: Writable<ClassCase> = {
      params: this.dependencies(place, of.params),
      properties: this.dependencies(place, of.properties),
      hooks,
    };
    if (scope) made.scope = scope;
    if (durable !== undefined) made.durable = durable;
    if (throws) made.throws = true;
    if (hookTicks !== undefined && hooks.length > 0) made.hookTicks = hookTicks;
    if (failing && hooks.includes(failing)) made.failing = failing;
    return this.classes.push(made) - 1;
  }

  private dependencies(place: Place, of: readonly DependencySketch[]): Dependency[] {
    return of.flatMap((entry) => {
      const token = this.choose(place, entry);
      if (token === undefined) return [];
      return {
        token,
        ...(entry.optional ? { optional: true } : {}),
        ...(entry.kind === 'forward' ? { forward: true } : {}),
      };
    });
  }

  private choose(place: Place, { kind, pick }: DependencySketch): Token | undefined {
    if (kind === 'framework') return FRAMEWORK[pick % FRAMEWORK.length];
    if (kind === 'anything') return pick % 5 === 0 ? 'S99' : this.tokens[pick % Math.max(1, this.tokens.length)];
    if (kind === 'module') return place.name.startsWith('M') && pick % 2 === 0 ? place.name : undefined;
    const visible = this.visible(place);
    // A forward reference may also refer to the next class.
    if (kind === 'forward' && pick % 2 === 0) return `C${this.classes.length + 1}`;
    return visible[pick % Math.max(1, visible.length)];
  }

  /** The tokens that are visible in a module so far. */
  private visible(place: Place): Token[] {
    const seen = new Set<Token>(place.providers.map(({ token }) => token));
    const globals = [...this.places, ...this.dynamicPlaces].filter(({ global }) => global);
    for (const other of [...place.imports, ...globals]) for (const token of exportsOf(other)) seen.add(token);
    return [...seen];
  }

  private moduleCase(place: Place, index: number): ModuleCase {
    const { own } = this.sketch.modules[index]!;
    const { hooks, hookTicks, failing } = own;
    return {
      ...(place.global ? { global: true } : {}),
      params: this.dependencies(place, own.params),
      imports: place.importCases,
      providers: place.providerCases,
      controllers: this.controllers[index] ?? [],
      exports: place.exports,
      hooks,
      ...(hookTicks === undefined || hooks.length === 0 ? {} : { hookTicks }),
      ...(failing && hooks.includes(failing) ? { failing } : {}),
    };
  }

  private dynamicCase(place: Place, index: number): DynamicCase {
    const { global } = this.sketch.dynamics[index]!;
    return {
      module: this.classOf(index),
      ...(global === undefined ? {} : { global }),
      imports: place.importCases,
      providers: place.providerCases,
      exports: place.exports,
    };
  }

  /**
   * A module is overridden by one that is imported nowhere else, as an application would do it, and has no dynamic
   * modules. With others, the reference has two modules of one class, or does not replace a module: then every provider
   * that depends on one of them differs. The corpus has such cases.
   */
  private chooseModuleOverrides(): ModuleOverride[] {
    const { modules, overrides, testing } = this.sketch;
    // The reference hangs if a module is overridden by one that imports it, also indirectly.
    const cyclic = modules.some(({ moreImports }) => moreImports.some(({ back }) => back));
    const last = this.places.length - 1;
    if (!testing || last < 2 || cyclic) return [];
    const taken = new Set(this.dynamicPlaces.map((_, index) => this.classOf(index)));
    return overrides.flatMap(({ by, pick, instead }) => {
      if (by !== 'useModule') return [];
      const module = 1 + (pick % (last - 1));
      const substitute = module + 1 + (instead % (last - module));
      if (taken.has(module) || taken.has(substitute)) return [];
      taken.add(module).add(substitute);
      return [{ by, module, instead: substitute }];
    });
  }

  private isSubstitute(module: number): boolean {
    return this.moduleOverrides.some(({ instead }) => instead === module);
  }

  private isOverridden(name: string): boolean {
    return this.moduleOverrides.some(({ module }) => name === `M${module}`);
  }

  private providerOverrides(): OverrideCase[] {
    return this.sketch.overrides.flatMap(({ by, pick, instead }): OverrideCase[] => {
      if (by === 'useModule') return [];
      const token = this.tokens[pick % Math.max(1, this.tokens.length)] ?? 'S99';
      if (by === 'useClass' && this.classes.length > 0) return [{ by, token, of: instead % this.classes.length }];
      return [{ by: by === 'useClass' ? 'useValue' : by, token }];
    });
  }

  private question({ ask, pick, from, strict, context }: Sketch['questions'][number]): Question[] {
    const module = from === undefined ? undefined : from % this.places.length;
    const inModule = module ?? 0;
    const given = context === undefined ? {} : { context };
    if (ask === 'load') {
      const lazy = this.sketch.modules.flatMap((entry, index) => (entry.lazy && index > 0 ? [index] : []));
      return lazy.length === 0 ? [] : [{ ask, module: lazy[pick % lazy.length]! }];
    }
    if (ask === 'create') {
      return this.classes.length === 0 ? [] : [{ ask, of: pick % this.classes.length, from: inModule, ...given }];
    }
    const tokens = [...this.tokens, ...this.controllers.flat().map((index) => `C${index}`)];
    const token = tokens[pick % Math.max(1, tokens.length)] ?? 'S99';
    if (ask === 'introspect') return [{ ask, token, from: inModule }];
    const place = { ...(module === undefined ? {} : { from: module }), ...(strict === undefined ? {} : { strict }) };
    return [ask === 'resolve' ? { ask, token, ...place, ...given } : { ask, token, ...place }];
  }
}

function placeOf(name: string, sketch: Place['sketch'], global: boolean): Place {
  return {
    name,
    sketch,
    global,
    imports: [],
    importCases: [],
    exports: [],
    reexports: [],
    providers: [],
    providerCases: [],
    rank: 0,
  };
}

function link(importer: Place, imported: Place, how: ImportCase): void {
  if (importer === imported || importer.imports.includes(imported)) return;
  importer.imports.push(imported);
  importer.importCases.push(how);
}

function exportsOf(place: Place, seen = new Set<Place>()): Token[] {
  if (seen.has(place)) return [];
  seen.add(place);
  const own = place.providers.filter(({ exported }) => exported).map(({ token }) => token);
  return [...own, ...place.reexports.flatMap((other) => exportsOf(other, seen))];
}
