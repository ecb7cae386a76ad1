import { UseFilters } from '@portico/common';
import {
  ConnectedClient,
  type GatewayClient,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type WsResponse,
} from '@portico/websockets';
import { defer, finalize, map, type Observable, Subject, takeUntil, timer } from 'rxjs';
import { ProblemFilter } from '../questions/problem.filter.js';
import { IntervalPipe } from './interval.pipe.js';

export interface Tick {
  readonly count: number;
  /** ISO 8601. */
  readonly time: string;
}

/** Streams: each value of the Observable is a message of its own, until it ends or the client leaves. */
@WebSocketGateway({ path: '/clock' })
@UseFilters(ProblemFilter)
export class ClockGateway {
  /** How many clocks are running, for all clients together. */
  running = 0;
  private readonly stops = new WeakMap<GatewayClient, Subject<void>>();

  @SubscribeMessage('watch')
  watch(
    @ConnectedClient() client: GatewayClient,
    @MessageBody('every', IntervalPipe) every: number,
  ): Observable<WsResponse<Tick>> {
    this.stop(client);
    const stop = new Subject<void>();
    this.stops.set(client, stop);
    return this.counted(timer(0, every)).pipe(
      map((count) => ({ event: 'tick', data: { count, time: new Date().toISOString() } })),
      takeUntil(stop),
    );
  }

  @SubscribeMessage('stop')
  stop(@ConnectedClient() client: GatewayClient): void {
    this.stops.get(client)?.next();
    this.stops.delete(client);
  }

  private counted<T>(clock: Observable<T>): Observable<T> {
    return defer(() => {
      this.running += 1;
      return clock.pipe(finalize(() => (this.running -= 1)));
    });
  }
}
