import { types } from 'node:util';
import type { Logger, ShutdownHooksOptions } from '@portico/common';
import { errorMessage, stackOf } from '@portico/common/internal';
import type { Container } from '../container/container.js';
import type { ModuleRecord } from '../container/module-record.js';
import { type LifecycleTrace, lifecycleChannel } from '../diagnostics/channels.js';
import { tracePromise } from '../diagnostics/trace-call.js';
import { hookModules } from './hook-candidates.js';
import { type Hooked, HookPlan } from './hook-plan.js';
import type { HookName } from './hooks.js';
import { applicationClosed, waitsForStart } from './lifecycle-errors.js';
import { ProcessSignals } from './process-signals.js';
import { runHooks } from './run-hooks.js';

/** The actions of an application or a context at each step of its lifecycle. */
export interface LifecycleSteps {
  /** Only the graph was built: almost nothing was created, so nothing starts and no hook runs. */
  readonly preview: boolean;
  /** The object that is published to subscribers. */
  readonly application: object;
  prepare(): void | Promise<void>;
  complete(): void | Promise<void>;
  ready(): void;
  prepareClose(): void | Promise<void>;
  dispose(signal?: string): void | Promise<void>;
}

/** After this time, it is logged that closing waits for the start-up. Milliseconds. */
const START_WARNING_MS = 5_000;

/** The lifecycle of one application: it starts once and closes once. */
export class Lifecycle {
  private starting: Promise<void> | undefined;
  private ending: Promise<void> | undefined;
  private plan: HookPlan<ModuleRecord> | undefined;
  /** The hooks at start-up. Lazily loaded modules have no hooks. */
  private modules: readonly ModuleRecord[] | undefined;
  private readonly signals = new ProcessSignals();
  private startedUp = false;
  /** The hook of the start-up that was called last. */
  private running: HookName | undefined;

  constructor(
    private readonly container: Container,
    private readonly logger: Logger,
    private readonly steps: LifecycleSteps,
  ) {}

  get started(): boolean {
    return this.startedUp;
  }

  get closing(): boolean {
    return this.ending !== undefined;
  }

  /** @throws FrameworkError `PORTICO_APPLICATION_CLOSED` when the application was closed before. */
  start(): Promise<void> {
    if (!this.starting && this.ending) return this.refuseStart();
    this.starting ??= this.startUp();
    return this.starting;
  }

  /**
   * Rejects when the application has been closed. If a signal closes it during the start-up, the failure of `listen()`
   * would otherwise crash the process while the hooks run. After them, the process exits by the signal.
   */
  async refuseStart(): Promise<never> {
    await this.ending;
    await new Promise(setImmediate);
    throw applicationClosed();
  }

  /** Waits for a start-up in progress, then closes. */
  close(signal?: string): Promise<void> {
    this.ending ??= this.shutDown(signal, this.starting);
    return this.ending;
  }

  closeOn(signals: readonly string[], options: ShutdownHooksOptions): void {
    this.signals.listen(signals, {
      useProcessExit: options.useProcessExit,
      close: (signal) => this.close(signal),
      onError: (error) => this.logger.error(error, stackIn(error)),
    });
  }

  private async startUp(): Promise<void> {
    if (this.steps.preview) return;
    await this.traced('start', undefined, () => this.runStartUp());
  }

  private async runStartUp(): Promise<void> {
    try {
      await this.steps.prepare();
      await this.startingUp('onModuleInit');
      await this.steps.complete();
      await this.startingUp('onApplicationBootstrap');
      this.startedUp = true;
      this.steps.ready();
    } catch (error) {
      // A close that was requested in the meantime waits for the end of this start-up, and does the rest.
      if (!this.ending) {
        this.ending = this.shutDown(undefined, undefined);
        await this.ending;
      }
      throw error;
    }
  }

  private async shutDown(signal: string | undefined, starting: Promise<void> | undefined): Promise<void> {
    await this.traced('close', signal, () => this.runShutDown(signal, starting));
  }

  private async runShutDown(signal: string | undefined, starting: Promise<void> | undefined): Promise<void> {
    if (starting) await this.endOf(starting);
    // Modules that were loaded since may have made transient providers of the others.
    if (this.modules && this.container.modules.size > this.modules.length) this.plan = undefined;
    await this.quietly(() => this.steps.prepareClose());
    await this.shuttingDown('onModuleDestroy', signal);
    await this.shuttingDown('beforeApplicationShutdown', signal);
    await this.quietly(() => this.steps.dispose(signal));
    await this.shuttingDown('onApplicationShutdown', signal);
    this.signals.dispose();
  }

  /** The caller of init() receives the error of a failed start-up; closing continues. */
  private async endOf(starting: Promise<void>): Promise<void> {
    const warning = setTimeout(() => this.logger.warn(waitsForStart(this.running)), START_WARNING_MS);
    await starting.catch(() => undefined);
    clearTimeout(warning);
  }

  private startingUp(hook: HookName): void | Promise<void> {
    this.running = hook;
    const steps = this.hooks().startingUp(hook);
    if (steps.length > 0) return this.traced(hook, undefined, () => runHooks(steps, hook));
  }

  private shuttingDown(hook: HookName, signal: string | undefined): void | Promise<void> {
    const steps = this.hooks().shuttingDown(hook);
    const onError = (error: unknown, instance: Hooked): void => this.failed(hook, error, instance);
    if (steps.length > 0) return this.traced(hook, signal, () => runHooks(steps, hook, { signal, onError }));
  }

  private traced(
    step: LifecycleTrace['step'],
    signal: string | undefined,
    run: () => void | Promise<void>,
  ): void | Promise<void> {
    return tracePromise(lifecycleChannel, () => ({ step, application: this.steps.application, signal }), run);
  }

  private hooks(): HookPlan<ModuleRecord> {
    if (this.plan) return this.plan;
    this.modules ??= this.steps.preview ? [] : [...this.container.modules.values()];
    this.plan = HookPlan.of(hookModules(this.modules));
    return this.plan;
  }

  private async quietly(step: () => void | Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.logger.error(error, stackIn(error));
    }
  }

  private failed(hook: HookName, error: unknown, instance: Hooked): void {
    this.logger.error(
      `${instance.constructor?.name ?? 'A provider'}.${hook}() failed: ${errorMessage(error)}`,
      stackIn(error),
    );
  }
}

/** Anything may be thrown, even what `instanceof` cannot be asked about. */
function stackIn(thrown: unknown): string | undefined {
  return types.isNativeError(thrown) ? stackOf(thrown) : undefined;
}
