import { loadRxjs } from '@portico/common/internal';
import type { Observable, ReplaySubject } from 'rxjs';
import { TOKEN_BRAND } from '../container/core-tokens.js';
import type { AbstractHttpAdapter } from './abstract-http-adapter.js';

/**
 * Gives providers access to the HTTP adapter, and notifies them when the application listens. It is global: inject it
 * anywhere.
 *
 * @example
 * constructor(private readonly adapterHost: HttpAdapterHost) {
 *   adapterHost.listen$.subscribe(() => console.log('listening'));
 * }
 * @see https://docs.nestjs.com/faq/http-adapter
 */
export class HttpAdapterHost<T extends AbstractHttpAdapter = AbstractHttpAdapter> {
  static readonly [TOKEN_BRAND]: string = 'HttpAdapterHost';

  private adapter: T | undefined;
  private isListening = false;
  private hasListened = false;
  private wasInitialised = false;
  private listenSubject: ReplaySubject<void> | undefined;
  private initSubject: ReplaySubject<void> | undefined;

  /** The adapter; `undefined` in an application context without HTTP. */
  get httpAdapter(): T {
    return this.adapter!;
  }

  set httpAdapter(adapter: T) {
    this.adapter = adapter;
    if (this.wasInitialised) return;
    this.wasInitialised = true;
    this.initSubject?.next();
    this.initSubject?.complete();
  }

  /** Emits once when the application begins to listen, also to later subscribers. */
  get listen$(): Observable<void> {
    this.listenSubject ??= replayed(this.hasListened);
    return this.listenSubject.asObservable();
  }

  /** Emits once when the adapter is set, also to later subscribers. */
  get init$(): Observable<void> {
    if (!this.initSubject) {
      this.initSubject = replayed(this.wasInitialised);
      if (this.wasInitialised) this.initSubject.complete();
    }
    return this.initSubject.asObservable();
  }

  /** Whether the application listens now: false before `listen()` and after `close()`. */
  get listening(): boolean {
    return this.isListening;
  }

  set listening(listening: boolean) {
    if (listening && !this.isListening) this.listenSubject?.next();
    this.isListening = listening;
    this.hasListened ||= listening;
  }
}

/** rxjs is loaded only for an application that reads one of the streams. */
function replayed(emitted: boolean): ReplaySubject<void> {
  const rxjs = loadRxjs();
  const subject = new rxjs.ReplaySubject<void>(1);
  if (emitted) subject.next();
  return subject;
}
