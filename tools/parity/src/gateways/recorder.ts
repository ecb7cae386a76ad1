import { setImmediate as immediate } from 'node:timers/promises';
import type { Timing } from './case.js';
import { show } from './make-value.js';
import type { StepObservation } from './observation.js';

interface OpenStep {
  readonly trace: Record<string, string[]>;
  readonly hooks: string[];
  readonly clients: Record<string, string[]>;
  readonly errors: string[];
  readonly crashes: string[];
}

const emptyStep = (): OpenStep => ({ trace: {}, hooks: [], clients: {}, errors: [], crashes: [] });

/** Records what happens in each step, and how much asynchronous work is still running. */
export class Recorder {
  readonly steps: OpenStep[] = [emptyStep()];
  /** Grows with each thing that happens. */
  activity = 0;
  /** How much asynchronous work that ends by itself is running. */
  pending = 0;
  private gates: (() => void)[] = [];
  private isOpen = false;

  trace(owner: string, text: string): void {
    this.add(this.step.trace, owner, text);
  }

  hook(text: string): void {
    this.step.hooks.push(text);
    this.activity += 1;
  }

  client(name: string, text: string): void {
    this.add(this.step.clients, name, text);
  }

  error(text: string): void {
    this.step.errors.push(text);
    this.activity += 1;
  }

  crash(error: unknown): void {
    this.step.crashes.push(show(error).replace(/:\d{4,5}$/, ':PORT'));
    this.activity += 1;
  }

  nextStep(): void {
    this.steps.push(emptyStep());
  }

  /** The name that a client sent when it connected. */
  nameOf(client: unknown): string {
    const { handshake, protocol } = client as { handshake?: { query: { name?: string } }; protocol?: string };
    return handshake?.query.name ?? protocol ?? show(client);
  }

  /** Whether a value is a client of either library. */
  isClient(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    const { on, handshake, readyState } = value as { on?: unknown; handshake?: unknown; readyState?: unknown };
    return typeof on === 'function' && (handshake !== undefined || typeof readyState === 'number');
  }

  /** A value as the trace shows it: clients by their names, functions as such. */
  describe(value: unknown): string {
    if (this.isClient(value)) return this.nameOf(value);
    if (typeof value === 'function') return '[function]';
    return show(value);
  }

  /** Calls back when the timing says so; returns a promise unless it is `sync`. */
  at<T>(when: Timing, run: () => T): T | Promise<T> {
    if (when === 'sync') return run();
    return this.wait(when).then(run);
  }

  private async wait(when: Timing): Promise<void> {
    if (when === 'micro') return;
    if (when === 'gated') {
      if (this.isOpen) return;
      await new Promise<void>((resolve) => this.gates.push(resolve));
      return;
    }
    this.pending += 1;
    await immediate();
    this.pending -= 1;
  }

  /** Releases the work that waits for the script. */
  release(): void {
    for (const open of this.gates.splice(0)) open();
  }

  /** Releases the work that waits for the script; later work does not wait. */
  releaseForGood(): void {
    this.isOpen = true;
    this.release();
  }

  observed(): StepObservation[] {
    return this.steps;
  }

  private get step(): OpenStep {
    return this.steps[this.steps.length - 1] as OpenStep;
  }

  private add(to: Record<string, string[]>, key: string, text: string): void {
    this.activity += 1;
    const list = to[key];
    if (list) list.push(text);
    else to[key] = [text];
  }
}
