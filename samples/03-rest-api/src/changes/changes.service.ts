import { randomUUID } from 'node:crypto';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@portico/common';
import { concat, from, interval, map, merge, Observable, of, Subject, takeUntil } from 'rxjs';

export type ChangeKind = 'added' | 'changed' | 'removed';

/** What was changed. */
export interface ChangedBook {
  readonly id: number;
  readonly title: string;
}

const KEPT = 100;
const RETRY_MS = 2_000;
const KEEP_ALIVE_MS = 25_000;

/** The changes of books as a feed that clients can continue after a reconnection. */
@Injectable()
export class ChangesService implements OnModuleDestroy {
  private readonly live = new Subject<MessageEvent>();
  private readonly ended = new Subject<void>();
  private readonly kept: MessageEvent[] = [];
  /** Distinguishes the events of this run of the server from those of earlier ones. */
  private readonly run = randomUUID().slice(0, 8);
  private count = 0;

  /** All future changes. */
  readonly all: Observable<unknown> = this.live.asObservable();

  record(kind: ChangeKind, { id, title }: ChangedBook): void {
    const event: MessageEvent = { id: `${this.run}-${++this.count}`, type: kind, data: { id, title } };
    this.kept.push(event);
    if (this.kept.length > KEPT) this.kept.shift();
    this.live.next(event);
  }

  /**
   * Returns the feed of one client: missed changes first, and then new ones. If there were too many changes, the first event
   * is `reset`, after which the client has to load everything again.
   *
   * @param lastId the id of the last event that the client has received, which browsers send when they reconnect
   */
  after(lastId: string | undefined): Observable<MessageEvent> {
    const hello: MessageEvent = { comment: 'changes of books', retry: RETRY_MS };
    return new Observable<MessageEvent>((client) => {
      const missed = concat(of(hello), from(this.missedSince(lastId)));
      const keepAlive = interval(KEEP_ALIVE_MS).pipe(map((): MessageEvent => ({ comment: 'still here' })));
      return merge(missed, this.live, keepAlive).pipe(takeUntil(this.ended)).subscribe(client);
    });
  }

  /** Open feeds would prevent the server from stopping. Clients reconnect by themselves. */
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
