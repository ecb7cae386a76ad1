import { EventEmitter, once } from 'node:events';

export interface Job {
  readonly name: string;
  readonly data: unknown;
}

/** Replaces the client of a message broker. */
export class Queue extends EventEmitter {
  private running = 0;

  add(name: string, data: unknown): void {
    this.emit('job', { name, data });
  }

  async run(work: () => unknown): Promise<void> {
    this.running++;
    await work();
    this.running--;
    this.emit('done');
  }

  /** Takes no more jobs, and waits for those that run. */
  async close(): Promise<void> {
    this.removeAllListeners('job');
    while (this.running > 0) await once(this, 'done');
  }
}

export const queue = new Queue();
