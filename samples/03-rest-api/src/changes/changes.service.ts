import { randomUUID } from 'node:crypto';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@portico/common';
import { concat, from, interval, map, merge, Observable, of, Subject, takeUntil } from 'rxjs';

export type ChangeKind = 'added' | 'changed' | 'removed';

/** What a change is about. */
export interface ChangedBook {
  readonly id: number;
  readonly title: string;
}

const KEPT = 100;
const RETRY_MS = 2_000;
const KEEP_ALIVE_MS = 25_000;

/** The changes of the shelf, as a feed that a client can leave and take up again. */
@Injectable()
export class ChangesService implements OnModuleDestroy {
  private readonly live = new Subject<MessageEvent>();
  private readonly ended = new Subject<void>();
  private readonly kept: MessageEvent[] = [];
  /** Tells the events of this run of the server from those of another one. */
  private readonly run = randomUUID().slice(0, 8);
  private count = 0;

  /** Every change from now on. */
  readonly all: Observable<unknown> = this.live.asObservable();

  record(kind: ChangeKind, { id, title }: ChangedBook): void {
    const event: MessageEvent = { id: `${this.run}-${++this.count}`, type: kind, data: { id, title } };
    this.kept.push(event);
    if (this.kept.length > KEPT) this.kept.shift();
    this.live.next(event);
  }

  /**
   * The feed of one client: first what it has missed, then what happens. When too much has happened meanwhile, the first
   * event is `reset`: load everything anew.
   *
   * @param lastId id of the last event that the client has seen, as browsers send it when they reconnect
   */
  after(lastId: string | undefined): Observable<MessageEvent> {
    const hello: MessageEvent = { comment: 'changes of the shelf', retry: RETRY_MS };
    return new Observable<MessageEvent>((client) => {
      const missed = concat(of(hello), from(this.missedSince(lastId)));
      const keepAlive = interval(KEEP_ALIVE_MS).pipe(map((): MessageEvent => ({ comment: 'still here' })));
      return merge(missed, this.live, keepAlive).pipe(takeUntil(this.ended)).subscribe(client);
    });
  }

  /** Open feeds would keep the server from stopping. Clients come back by themselves. */
  onModuleDestroy(): void {
    this.ended.next();
  }

  private missedSince(lastId: string | undefined): readonly MessageEvent[] {
    if (!lastId || lastId === this.kept.at(-1)?.id) return [];
    const index = this.kept.findIndex(({ id }) => id === lastId);
    if (index >= 0) return this.kept.slice(index + 1);
    const reset: MessageEvent = { type: 'reset', data: 'Too much has changed meanwhile.' };
    return [{ ...reset, id: `${this.run}-${this.count}` }];
  }
}
