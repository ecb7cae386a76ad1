/**
 * A token, as text: `C3` a class of the case, `S1` a string, `M0` the class of a module, and the names of what the
 * framework provides (`ModuleRef`, `Reflector`, `REQUEST`, `INQUIRER`).
 */
export type Token = string;

export interface Dependency {
  readonly token: Token;
  readonly optional?: boolean;
  /** Injected with `forwardRef()`. */
  readonly forward?: boolean;
}

export type ScopeName = 'default' | 'transient' | 'request';

export type Hook =
  | 'onModuleInit'
  | 'onApplicationBootstrap'
  | 'onModuleDestroy'
  | 'beforeApplicationShutdown'
  | 'onApplicationShutdown';

/** What a class does besides recording that it was constructed: its hooks, and how they behave. */
export interface Behaviour {
  readonly hooks: readonly Hook[];
  /** Microtasks that each hook takes; absent: it is synchronous. */
  readonly hookTicks?: number;
  /** The hook that throws. */
  readonly failing?: Hook;
}

export interface ClassCase extends Behaviour {
  readonly params: readonly Dependency[];
  readonly properties: readonly Dependency[];
  readonly scope?: ScopeName;
  readonly durable?: boolean;
  /** The constructor throws. */
  readonly throws?: boolean;
  /** Guards of a controller: classes of the case. */
  readonly guards?: readonly number[];
}

export type ProviderCase =
  | { readonly kind: 'class'; readonly of: number }
  | { readonly kind: 'useClass'; readonly token: Token; readonly of: number; readonly scope?: ScopeName }
  | { readonly kind: 'useValue'; readonly token: Token; readonly value: ValueCase }
  | FactoryCase
  | { readonly kind: 'useExisting'; readonly token: Token; readonly existing: Token };

export type ValueCase = 'object' | 'hooked' | 'null' | 'undefined' | 'zero' | 'promise' | 'rejected';

export interface FactoryCase {
  readonly kind: 'useFactory';
  readonly token: Token;
  readonly inject: readonly Dependency[];
  readonly scope?: ScopeName;
  /** Microtasks until the value is available; absent: the factory is synchronous. */
  readonly ticks?: number;
  readonly result: 'object' | 'hooked' | 'null' | 'undefined' | 'throws';
}

export type ImportCase =
  | { readonly module: number; readonly form: 'class' | 'forward' }
  | { readonly dynamic: number; readonly form: 'object' | 'promise' };

export type ExportCase = Token | { readonly dynamic: number };

export interface ModuleCase extends Behaviour {
  readonly global?: boolean;
  /** Of the constructor of the module's class. */
  readonly params: readonly Dependency[];
  readonly imports: readonly ImportCase[];
  readonly providers: readonly ProviderCase[];
  readonly controllers: readonly number[];
  readonly exports: readonly ExportCase[];
}

/** One object with `module`, which several modules may import. */
export interface DynamicCase {
  readonly module: number;
  readonly global?: boolean;
  readonly imports: readonly ImportCase[];
  readonly providers: readonly ProviderCase[];
  readonly exports: readonly ExportCase[];
}

/** A provider or module that overrides another one in a testing module. */
export type OverrideCase =
  | { readonly token: Token; readonly by: 'useValue' | 'useFactory' }
  | { readonly token: Token; readonly by: 'useClass'; readonly of: number }
  | { readonly module: number; readonly by: 'useModule'; readonly instead: number };

/** A look-up in the started application. `from` is a module; absent: the application itself. */
export type Question =
  | { readonly ask: 'get' | 'each'; readonly token: Token; readonly from?: number; readonly strict?: boolean }
  | {
      readonly ask: 'resolve';
      readonly token: Token;
      readonly from?: number;
      readonly strict?: boolean;
      /** Equal numbers are the same context; absent: none is passed. */
      readonly context?: number;
    }
  | { readonly ask: 'create'; readonly of: number; readonly from: number; readonly context?: number }
  | { readonly ask: 'introspect'; readonly token: Token; readonly from: number }
  | { readonly ask: 'load'; readonly module: number };

/** An application without a server: its modules (the first is the root), and the look-ups in it. */
export interface ContainerCase {
  readonly classes: readonly ClassCase[];
  readonly modules: readonly ModuleCase[];
  readonly dynamics: readonly DynamicCase[];
  /** Created by `NestFactory.createApplicationContext()` or by `Test.createTestingModule()`. */
  readonly made: 'context' | 'testing';
  readonly overrides: readonly OverrideCase[];
  readonly questions: readonly Question[];
}

/** The observation of one application. */
export interface ContainerObservation {
  /** `started`, or the kind of the error with which it failed, or `hangs`. */
  readonly outcome: string;
  /** Constructors, factories and hooks, in the order in which they ran, each with its arguments. */
  readonly trace: readonly string[];
  /** The results of the look-ups: the objects as text. */
  readonly answers: readonly string[];
  /** `closed`, or the error of closing; absent if the application did not start. */
  readonly closing?: string;
}
