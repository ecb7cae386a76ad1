import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { INestApplicationContext } from '@portico/common';
import { HttpAdapterHost, type LifecycleTrace } from '@portico/core';
import type { EventStream } from './http/event-stream.js';
import type { Exchange } from './http/exchange.js';

const STEP_STARTED = 'tracing:portico:lifecycle:start';

/** The event streams that are open: they would keep the application from closing, so they end when it begins to. */
export class OpenStreams {
  private readonly streams = new Set<EventStream>();
  private readonly host: HttpAdapterHost;

  /** @param onClose called when the application closes while a stream is open */
  constructor(
    app: INestApplicationContext,
    private readonly onClose: () => void,
  ) {
    this.host = app.get(HttpAdapterHost);
  }

  /** Begins the event stream of a reply. */
  open(exchange: Exchange): EventStream {
    const stream = exchange.events();
    if (this.streams.size === 0) subscribe(STEP_STARTED, this.closeWithApplication);
    this.streams.add(stream);
    stream.onceClosed(() => {
      this.streams.delete(stream);
      if (this.streams.size === 0) unsubscribe(STEP_STARTED, this.closeWithApplication);
    });
    return stream;
  }

  /** The channel is that of all applications of the process. */
  private readonly closeWithApplication = (message: unknown): void => {
    const { step, application } = message as LifecycleTrace;
    if (step !== 'close' || (application as INestApplicationContext).get(HttpAdapterHost) !== this.host) return;
    this.onClose();
    for (const stream of [...this.streams]) stream.close();
  };
}
