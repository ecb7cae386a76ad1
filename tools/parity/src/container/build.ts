import type { DynamicModule, InjectionToken, Provider, Type } from '@portico/common';
import type { Kit } from '../kit.js';
import type {
  Behaviour,
  ContainerCase,
  Dependency,
  DynamicCase,
  ExportCase,
  FactoryCase,
  Hook,
  ImportCase,
  ProviderCase,
  ScopeName,
  Token,
} from './case.js';
import type { Recorder } from './recorder.js';

type Framework = Pick<Kit, 'common' | 'core'>;

/** The classes, modules and tokens of a case, made with the decorators of one framework. */
export class Built {
  readonly classes: readonly Type[];
  readonly modules: readonly Type[];
  readonly dynamics: readonly DynamicModule[];

  constructor(
    private readonly kit: Framework,
    theCase: ContainerCase,
    private readonly recorder: Recorder,
  ) {
    this.classes = theCase.classes.map((entry, index) => this.makeClass(`C${index}`, entry, entry.throws));
    this.modules = theCase.modules.map((entry, index) => this.makeClass(`M${index}`, entry));
    this.dynamics = theCase.dynamics.map(({ module }) => ({ module: this.modules[module]! }));
    for (const [index, entry] of theCase.classes.entries()) this.decorateClass(this.classes[index]!, entry);
    for (const [index, entry] of theCase.dynamics.entries()) this.fillDynamic(this.dynamics[index]!, entry);
    for (const [index, entry] of theCase.modules.entries()) {
      const type = this.modules[index]!;
      this.declareParameters(type, entry.params);
      this.kit.common.Module({
        imports: entry.imports.map((one) => this.importOf(one)) as Type[],
        providers: entry.providers.map((one, place) => this.provider(one, `M${index}.${place}`)),
        controllers: entry.controllers.map((one) => this.controller(one, theCase)),
        exports: entry.exports.map((one) => this.exportOf(one)) as Type[],
      })(type);
      if (entry.global) this.kit.common.Global()(type);
    }
  }

  token(token: Token): InjectionToken {
    const index = Number(token.slice(1));
    if (token.startsWith('C')) return this.classes[index]!;
    if (/^M\d/.test(token)) return this.modules[index]!;
    if (token === 'ModuleRef') return this.kit.core.ModuleRef;
    if (token === 'Reflector') return this.kit.core.Reflector;
    if (token === 'REQUEST') return this.kit.core.REQUEST;
    if (token === 'INQUIRER') return this.kit.core.INQUIRER;
    return token;
  }

  /** A value that replaces a provider in a test. */
  substitute(name: string): object {
    return { id: name };
  }

  factory(of: FactoryCase, place: string): (...args: unknown[]) => unknown {
    const { recorder } = this;
    const make = (id: string, args: readonly unknown[]): unknown => {
      if (of.result === 'throws') throw new Error(`boom ${of.token}`);
      if (of.result === 'null') return null;
      if (of.result === 'undefined') return undefined;
      const made = { id, args };
      if (of.result === 'hooked') this.addHooks(made, { hooks: ALL_HOOKS });
      return made;
    };
    const begin = (args: readonly unknown[]): string => {
      const id = recorder.nextId(`f:${of.token}@${place}`);
      recorder.note(`${id}(${args.map((arg) => recorder.draw(arg)).join(', ')})`);
      return id;
    };
    const { ticks } = of;
    if (ticks === undefined) return (...args) => make(begin(args), args);
    return async (...args) => {
      const id = begin(args);
      for (let tick = 0; tick < ticks; tick++) await null;
      return make(id, args);
    };
  }

  private makeClass(name: string, behaviour: Behaviour, throws?: boolean): Type {
    const { recorder } = this;
    const made = {
      [name]: class {
        readonly id = recorder.nextId(name);
        readonly args: readonly unknown[];

        constructor(...args: unknown[]) {
          recorder.note(`new ${this.id}(${args.map((arg) => recorder.draw(arg)).join(', ')})`);
          if (throws) throw new Error(`boom ${name}`);
          this.args = args;
        }
      },
    }[name] as Type;
    this.addHooks(made.prototype as object, behaviour);
    return made;
  }

  private addHooks(target: object, { hooks, hookTicks, failing }: Behaviour): void {
    const { recorder } = this;
    for (const hook of hooks) {
      const run = function (this: { id?: string }): void {
        recorder.note(`${hook} ${this.id ?? 'unmade'}`);
        if (hook === failing) throw new Error(`boom ${hook}`);
      };
      const value =
        hookTicks === undefined
          ? run
          : async function (this: { id?: string }): Promise<void> {
              for (let tick = 0; tick < hookTicks; tick++) await null;
              run.call(this);
            };
      Object.defineProperty(target, hook, { value, enumerable: false, configurable: true, writable: true });
    }
  }

  private decorateClass(type: Type, entry: ContainerCase['classes'][number]): void {
    const { common } = this.kit;
    this.declareParameters(type, entry.params);
    for (const [index, dependency] of entry.properties.entries()) {
      const key = `p${index}`;
      common.Inject(this.reference(dependency) as InjectionToken)(type.prototype as object, key);
      if (dependency.optional) common.Optional()(type.prototype as object, key);
    }
    const options = { ...this.scope(entry.scope), ...(entry.durable === undefined ? {} : { durable: entry.durable }) };
    common.Injectable(options)(type);
    Object.defineProperty(type.prototype, 'canActivate', { value: () => true, enumerable: false });
  }

  private declareParameters(type: Type, params: readonly Dependency[]): void {
    const { common } = this.kit;
    const types = params.map(({ token, forward }) => {
      const value = this.token(token);
      return typeof value === 'function' && !forward ? value : Object;
    });
    Reflect.defineMetadata('design:paramtypes', types, type);
    for (const [index, dependency] of params.entries()) {
      if (types[index] === Object) {
        common.Inject(this.reference(dependency) as InjectionToken)(type, undefined as never, index);
      }
      if (dependency.optional) common.Optional()(type, undefined as never, index);
    }
  }

  private reference({ token, forward }: Dependency): unknown {
    return forward ? this.kit.common.forwardRef(() => this.token(token)) : this.token(token);
  }

  private scope(name: ScopeName | undefined): { scope?: number } {
    if (name === undefined) return {};
    const { Scope } = this.kit.common;
    return { scope: { default: Scope.DEFAULT, transient: Scope.TRANSIENT, request: Scope.REQUEST }[name] };
  }

  private controller(index: number, theCase: ContainerCase): Type {
    const { common } = this.kit;
    const type = this.classes[index]!;
    const { scope, guards = [] } = theCase.classes[index]!;
    common.Controller({ path: `c${index}`, ...this.scope(scope) })(type);
    if (guards.length > 0) common.UseGuards(...guards.map((guard) => this.classes[guard]!))(type);
    return type;
  }

  private fillDynamic(target: DynamicModule, { global, imports, providers, exports }: DynamicCase): void {
    const index = this.dynamics.indexOf(target);
    Object.assign(target, {
      ...(global === undefined ? {} : { global }),
      imports: imports.map((one) => this.importOf(one)),
      providers: providers.map((one, place) => this.provider(one, `D${index}.${place}`)),
      exports: exports.map((one) => this.exportOf(one)),
    });
  }

  private importOf(entry: ImportCase): unknown {
    if ('dynamic' in entry) {
      const dynamic = this.dynamics[entry.dynamic]!;
      return entry.form === 'promise' ? Promise.resolve(dynamic) : dynamic;
    }
    const { module, form } = entry;
    return form === 'forward' ? this.kit.common.forwardRef(() => this.modules[module]!) : this.modules[module]!;
  }

  private exportOf(entry: ExportCase): unknown {
    return typeof entry === 'string' ? this.token(entry) : this.dynamics[entry.dynamic]!;
  }

  private provider(entry: ProviderCase, place: string): Provider {
    if (entry.kind === 'class') return this.classes[entry.of]!;
    const provide = this.token(entry.token);
    switch (entry.kind) {
      case 'useClass':
        return { provide, useClass: this.classes[entry.of]!, ...this.scope(entry.scope) } as Provider;
      case 'useValue':
        return { provide, useValue: this.value(entry.value, `v:${entry.token}@${place}`) };
      case 'useExisting':
        return { provide, useExisting: this.token(entry.existing) };
      default:
        return {
          provide,
          useFactory: this.factory(entry, place),
          inject: entry.inject.map(({ token, optional, forward }) => {
            const asked = this.reference({ token, forward });
            return (optional ? { token: asked, optional } : asked) as InjectionToken;
          }),
          ...this.scope(entry.scope),
        } as Provider;
    }
  }

  private value(kind: Extract<ProviderCase, { kind: 'useValue' }>['value'], id: string): unknown {
    if (kind === 'null') return null;
    if (kind === 'undefined') return undefined;
    if (kind === 'zero') return 0;
    if (kind === 'promise') return Promise.resolve({ id });
    if (kind === 'rejected') {
      const rejected = Promise.reject(new Error(`boom ${id}`));
      rejected.catch(() => undefined);
      return rejected;
    }
    const value = { id };
    if (kind === 'hooked') this.addHooks(value, { hooks: ALL_HOOKS });
    return value;
  }
}

const ALL_HOOKS: readonly Hook[] = [
  'onModuleInit',
  'onApplicationBootstrap',
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
];
