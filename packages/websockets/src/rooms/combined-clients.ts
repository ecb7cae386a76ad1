import { loadRxjs } from '@portico/common/internal';
import type { Observable as RxObservable } from 'rxjs';
import type { ClientGroup, FetchedClient } from '../contracts/gateways/client-group.js';
import type { RoomChange, RoomClient } from '../contracts/gateways/room-change.js';

type Names = string | readonly string[];

/** The clients of several servers as one group. */
export class CombinedClients implements ClientGroup {
  /** @param groups called when clients are needed: the servers may not exist before */
  constructor(private readonly groups: () => readonly ClientGroup[]) {}

  to(rooms: Names): CombinedClients {
    return this.select((group) => group.to(rooms));
  }

  in(rooms: Names): CombinedClients {
    return this.to(rooms);
  }

  except(rooms: Names): CombinedClients {
    return this.select((group) => group.except(rooms));
  }

  get volatile(): CombinedClients {
    return this.select((group) => group.volatile);
  }

  get local(): CombinedClients {
    return this.select((group) => group.local);
  }

  timeout(milliseconds: number): CombinedClients {
    return this.select((group) => group.timeout(milliseconds));
  }

  emit(event: string, ...data: unknown[]): void {
    for (const group of this.groups()) group.emit(event, ...data);
  }

  request<Reply = any>(event: string, data?: unknown): Promise<Reply[]> {
    return this.collect((group) => group.request<Reply>(event, data));
  }

  fetch(): Promise<FetchedClient[]> {
    return this.collect((group) => group.fetch());
  }

  async join(rooms: Names): Promise<void> {
    await Promise.all(this.groups().map((group) => group.join(rooms)));
  }

  async leave(rooms: Names): Promise<void> {
    await Promise.all(this.groups().map((group) => group.leave(rooms)));
  }

  async disconnect(code?: number, reason?: string): Promise<void> {
    await Promise.all(this.groups().map((group) => group.disconnect(code, reason)));
  }

  watch(options?: { readonly intervalMs?: number }): RxObservable<RoomChange> {
    const { Observable } = loadRxjs();
    return new Observable<RoomChange>((subscriber) => {
      const groups = this.groups();
      const present = new Map<ClientGroup, readonly RoomClient[]>();
      const watches = groups.map((group) =>
        group.watch(options).subscribe({
          next({ type, client, clients }) {
            const isComplete = present.size === groups.length;
            present.set(group, clients);
            if (present.size < groups.length) return;
            const all = [...present.values()].flat();
            subscriber.next(
              isComplete ? { type, client, clients: all } : { type: 'here', client: undefined, clients: all },
            );
          },
          error: (error) => subscriber.error(error),
        }),
      );
      return () => {
        for (const watch of watches) watch.unsubscribe();
      };
    });
  }

  private select(from: (group: ClientGroup) => ClientGroup): CombinedClients {
    const selected = this.groups().map(from);
    return new CombinedClients(() => selected);
  }

  private async collect<T>(from: (group: ClientGroup) => Promise<T[]>): Promise<T[]> {
    return (await Promise.all(this.groups().map(from))).flat();
  }
}
