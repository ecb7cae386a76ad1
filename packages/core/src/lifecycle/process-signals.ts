export interface SignalOptions {
  /** Exits with `process.exit(0)` instead of sending the signal again. */
  readonly useProcessExit?: boolean;
  /** Closes the application. */
  readonly close: (signal: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * Listens to signals of the operating system, closes the application at the first one, and then sends the signal again,
 * so that the process exits as it would without the listener.
 */
export class ProcessSignals {
  private readonly listeners = new Map<string, () => void>();
  private received = false;

  /** Listens to those of the signals that it does not listen to yet. */
  listen(signals: readonly string[], options: SignalOptions): void {
    // The types of `process` contain only the signals of this operating system.
    const emitter: NodeJS.EventEmitter = process;
    for (const signal of signals) {
      if (this.listeners.has(signal)) continue;
      const listener = () => void this.handle(signal, options);
      this.listeners.set(signal, listener);
      emitter.on(signal, listener);
    }
  }

  /** Stops listening. */
  dispose(): void {
    for (const [signal, listener] of this.listeners) process.removeListener(signal, listener);
    this.listeners.clear();
  }

  private async handle(signal: string, { close, onError, useProcessExit }: SignalOptions): Promise<void> {
    // Signals may be repeated: only the first one counts, and others must not interrupt the shutdown.
    if (this.received) return;
    this.received = true;
    try {
      await close(signal);
      this.dispose();
    } catch (error) {
      onError(error);
      process.exit(1);
    }
    if (useProcessExit) process.exit(0);
    process.kill(process.pid, signal);
  }
}
