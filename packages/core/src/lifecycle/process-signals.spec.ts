import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProcessSignals } from './process-signals.js';

describe('ProcessSignals', () => {
  const signals = new ProcessSignals();
  afterEach(() => {
    signals.dispose();
    vi.restoreAllMocks();
  });

  const until = <T>(register: (resolve: (value: T) => void) => void) => new Promise<T>(register);

  it('closes once for repeated signals, and then sends the signal to the process again', async () => {
    const closed: string[] = [];
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    signals.listen(['SIGUSR2'], { close: async (signal) => void closed.push(signal), onError: () => undefined });
    process.emit('SIGUSR2', 'SIGUSR2');
    process.emit('SIGUSR2', 'SIGUSR2');
    await vi.waitFor(() => expect(kill).toHaveBeenCalledWith(process.pid, 'SIGUSR2'));
    expect(closed).toEqual(['SIGUSR2']);
    expect(process.listenerCount('SIGUSR2')).toBe(0);
  });

  it('calls process.exit(0) if the option says so', async () => {
    const fresh = new ProcessSignals();
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    vi.spyOn(process, 'kill').mockReturnValue(true);
    fresh.listen(['SIGUSR2'], { useProcessExit: true, close: async () => undefined, onError: () => undefined });
    process.emit('SIGUSR2', 'SIGUSR2');
    await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0));
  });

  it('logs an error of close(), and exits with 1', async () => {
    const fresh = new ProcessSignals();
    const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
    vi.spyOn(process, 'kill').mockReturnValue(true);
    const error = await until((resolve) => {
      fresh.listen(['SIGUSR2'], { close: () => Promise.reject(new Error('stuck')), onError: resolve });
      process.emit('SIGUSR2', 'SIGUSR2');
    });
    expect(error).toMatchObject({ message: 'stuck' });
    await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(1));
    fresh.dispose();
  });

  it('listens to each signal once, and removes its listeners when it is disposed', () => {
    const fresh = new ProcessSignals();
    const options = { close: async () => undefined, onError: () => undefined };
    fresh.listen(['SIGUSR2'], options);
    fresh.listen(['SIGUSR2'], options);
    expect(process.listenerCount('SIGUSR2')).toBe(1);
    fresh.dispose();
    expect(process.listenerCount('SIGUSR2')).toBe(0);
  });
});
