import type { Server } from 'node:http';
import type { HttpsOptions, ServerListenOptions } from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { copyLimits } from './copy-limits.js';
import { createServer, isSecureServer } from './create-server.js';
import { forwardEvents } from './forward-events.js';
import { listenByAdapter, listenDirectly } from './listen.js';
import { type DrainOptions, ServerTracker } from './server-tracker.js';
import { notListening, urlOfServer } from './server-url.js';

/**
 * The servers of an application: that of its adapter, and those that `app.listen([…])` adds. All of them are closed
 * together.
 */
export class ApplicationServers {
  private readonly trackers: ServerTracker[] = [];
  private readonly undo: (() => void)[] = [];
  private opening: Promise<Server | Server[]> | undefined;

  constructor(
    private readonly adapter: AbstractHttpAdapter,
    private readonly httpsOptions: HttpsOptions | undefined,
  ) {
    const server: Server | undefined = adapter.getHttpServer();
    if (server && typeof server.on === 'function') this.trackers.push(new ServerTracker(server));
  }

  /** The adapter's server first. */
  get servers(): readonly Server[] {
    return this.trackers.map(({ server }) => server);
  }

  /**
   * Listens with the server of the adapter or, for a list of options, with several servers.
   *
   * @param args those of `app.listen()`, without the callback
   * @returns Node's server or servers, in the order of the entries
   * @throws (as rejection) the error of the server that cannot listen; then none does
   */
  listen(args: readonly unknown[]): Promise<Server | Server[]> {
    const [first] = args;
    this.opening = Array.isArray(first) ? this.listenAll(first) : this.listenOnce(args);
    return this.opening;
  }

  /** Waits until no server is about to listen: it could be closed only after it listens. */
  async whenOpened(): Promise<void> {
    await this.opening?.catch(() => undefined);
  }

  /**
   * The URL of the first server that listens.
   *
   * @throws FrameworkError `PORTICO_NOT_LISTENING`
   */
  get url(): string {
    for (const server of this.servers) {
      const url = urlOfServer(server);
      if (url !== undefined) return url;
    }
    throw notListening();
  }

  /** Answers new requests with 503 from now on. */
  refuse(): void {
    for (const tracker of this.trackers) tracker.refuse();
  }

  /**
   * Closes all servers. Never fails, and takes no longer than the options allow.
   *
   * @returns how many requests the deadline stopped
   */
  async drain(options: DrainOptions): Promise<number> {
    const stopped = await Promise.all(this.trackers.map((tracker) => tracker.drain(options)));
    for (const undo of this.undo.splice(0)) undo();
    return stopped.reduce((sum, each) => sum + each, 0);
  }

  private get first(): Server {
    return this.adapter.getHttpServer();
  }

  private async listenOnce(args: readonly unknown[]): Promise<Server> {
    await listenByAdapter(this.adapter, args);
    return this.first;
  }

  private async listenAll(entries: readonly ServerListenOptions[]): Promise<Server[]> {
    const started: Server[] = [];
    await this.adapter.ready?.();
    try {
      for (const { httpsOptions, ...options } of entries) {
        const server = this.serverFor(httpsOptions, started);
        await listenDirectly(server, options);
        started.push(server);
      }
      return started;
    } catch (error) {
      for (const server of started) server.close();
      throw error;
    }
  }

  /** The adapter's own server serves the first entry that it can serve. */
  private serverFor(httpsOptions: HttpsOptions | false | undefined, started: readonly Server[]): Server {
    const { first } = this;
    const fits = httpsOptions === undefined || (httpsOptions === false && !isSecureServer(first));
    if (fits && !started.includes(first) && !first.listening) return first;
    const options = httpsOptions ?? this.httpsOptions;
    const server = createServer(options);
    copyLimits(first, server, options || {});
    this.undo.push(forwardEvents(server, first));
    this.trackers.push(new ServerTracker(server));
    return server;
  }
}
