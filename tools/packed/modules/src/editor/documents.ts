import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { Queue } from 'bullmq';
import { ClsService } from 'nestjs-cls';

export interface Change {
  readonly text: string;
  readonly by: string;
}

/** Documents and those who watch them. Each change is counted by a worker. */
@Injectable()
export class Documents {
  private readonly changes = new Map<string, Change[]>();
  private readonly watchers = new Map<string, Set<(change: Change) => void>>();
  /** Kept by the worker: words of each document. */
  readonly words = new Map<string, number>();

  constructor(
    private readonly cls: ClsService,
    @InjectQueue('words') private readonly queue: Queue,
  ) {}

  async append(name: string, text: string): Promise<Change> {
    await new Promise((resolve) => setImmediate(resolve));
    const change = { text, by: this.cls.get<string>('user') };
    const changes = [...this.read(name), change];
    this.changes.set(name, changes);
    for (const watcher of this.watchers.get(name) ?? []) watcher(change);
    await this.queue.add('count', { name, text: changes.map((one) => one.text).join(' ') });
    return change;
  }

  read(name: string): readonly Change[] {
    return this.changes.get(name) ?? [];
  }

  subscribe(name: string, watcher: (change: Change) => void): () => void {
    const watchers = this.watchers.get(name) ?? new Set();
    this.watchers.set(name, watchers.add(watcher));
    return () => void watchers.delete(watcher);
  }
}
