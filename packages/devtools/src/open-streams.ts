import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { INestApplicationContext } from '@portico/common';
import { HttpAdapterHost, type LifecycleTrace } from '@portico/core';
import type { EventStream } from './http/event-stream.js';
import type { Exchange } from './http/exchange.js';

const STEP_STARTED = 'tracing:portico:lifecycle:start';

/** The open event streams. They end when the application begins to close, because it could not close otherwise. */
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

  /** All applications of the process share the channel. */
  private readonly closeWithApplication = (message: unknown): void => {
    const { step, application } = message as LifecycleTrace;
    if (step !== 'close' || (application as INestApplicationContext).get(HttpAdapterHost) !== this.host) return;
    this.onClose();
    for (const stream of [...this.streams]) stream.close();
  };
}
