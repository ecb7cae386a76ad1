import { type Frame, PROTOCOL, readFrame, type SessionFrame } from './frame.js';
import { Heartbeat } from './heartbeat.js';
import { httpStatusOf } from './http-status.js';
import { numberOption } from './number-option.js';
import { onReturn } from './on-return.js';
import type { ClientOptions, ReconnectOptions, SocketConstructor, SocketLike } from './options.js';
import { report } from './report.js';
import { type Closing, ObservedValue, type Status } from './status.js';
import { isTimeLimit, LONGEST_TIMER_MS, TimeLimit } from './timer.js';

export type Url = string | (() => string | Promise<string>);

/** The observer of a connection. */
export interface ConnectionObserver {
  /** A session has begun; the status is not `open` yet. */
  began(session: SessionFrame): void;
  opened(): void;
  /** Continues the session of the previous connection. */
  readonly resumeToken: string | undefined;
  /** @param send sends a frame on the connection of the received one, unless it was lost meanwhile */
  received(frame: Frame, send: (frame: object) => void): void;
  /** The connection was lost. The client reconnects unless the status is `closed`. */
  lost(): void;
}

const FINAL_CODES = [1000, 1002, 1003, 1007, 1008, 1009, 1010];
const FIRST_APPLICATION_CODE = 3000;
/** Of a connection that was not closed by either side, also of one that was never open. */
const LOST: Closing = { code: 1006, reason: '' };
/** After HTTP's 406. Applications cannot close a WebSocket of browsers with 1002. */
const NOT_ACCEPTABLE = 4406;

/** Whether a connection may succeed later: the server was unreachable, restarted or overloaded. */
function isTemporary(code: number): boolean {
  return code < FIRST_APPLICATION_CODE && !FINAL_CODES.includes(code);
}

const DEFAULT_CONNECT_TIMEOUT_MS = 30_000;
const DEFAULT_HEARTBEAT_MS = 30_000;
/** A connection that has lasted for so long was not lost because of what the server does with each new one. */
const STABLE_MS = 5_000;

/** Delays are from 0.5 to 1.5 times the average. */
const LONGEST = 1.5;
/** From a millisecond to more than a timer can wait. */
const MOST_DOUBLINGS = 32;

type Attempts = Required<Pick<ReconnectOptions, 'minDelayMs' | 'maxDelayMs' | 'maxAttempts'>>;

function attemptsOf(options: ReconnectOptions): Attempts {
  const minDelayMs = numberOption('reconnect.minDelayMs', options.minDelayMs, 500);
  const maxDelayMs = numberOption('reconnect.maxDelayMs', options.maxDelayMs, Math.max(30_000, 3 * minDelayMs));
  const maxAttempts = numberOption('reconnect.maxAttempts', options.maxAttempts, Number.POSITIVE_INFINITY);
  if (maxDelayMs < minDelayMs) {
    throw new RangeError(
      `reconnect.maxDelayMs is ${maxDelayMs}, less than minDelayMs, ${minDelayMs}. Use a larger maxDelayMs`,
    );
  }
  return { minDelayMs, maxDelayMs, maxAttempts };
}

/** A socket that reconnects after a random, growing delay. */
export class Connection {
  readonly status = new ObservedValue<Status>('connecting');
  private readonly Socket: SocketConstructor;
  private readonly reconnect: ReconnectOptions | false;
  private readonly attemptOptions: Attempts;
  private readonly onUrlError: ClientOptions['onUrlError'];
  private readonly connectTimeoutMs: number;
  private readonly heartbeat: Heartbeat;
  /** Removes the listeners for the browser. */
  private ignoreReturn: (() => void) | undefined;
  private socket: SocketLike | undefined;
  /** Begins the next attempt. */
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends an attempt that takes too long. */
  private readonly connectLimit = new TimeLimit();
  /** Attempts since the last session. */
  private attempts = 0;
  /** How often the delay has doubled. */
  private doublings = 0;
  /** The delay before the current connection. */
  private delay = 0;
  /** When its session began, as `performance.now()`. */
  private openedAt: number | undefined;
  /** Why the client is not connected: an error of the function for the URL, or of the socket if it reports one. */
  failure: unknown;
  lastClose: Closing | undefined;

  constructor(
    private readonly url: Url,
    private readonly observer: ConnectionObserver,
    options: ClientOptions,
  ) {
    const { WebSocket, reconnect = {}, onUrlError } = options;
    // Node.js 20 has no global `WebSocket`, and the types of the package need no DOM.
    const found = WebSocket ?? (globalThis as { WebSocket?: SocketConstructor }).WebSocket;
    if (!found) throw new TypeError('There is no global WebSocket. Pass one: createClient(url, { WebSocket })');
    this.Socket = found;
    this.reconnect = reconnect;
    this.attemptOptions = attemptsOf(reconnect || {});
    this.onUrlError = onUrlError;
    this.connectTimeoutMs = numberOption('connectTimeoutMs', options.connectTimeoutMs, DEFAULT_CONNECT_TIMEOUT_MS);
    this.heartbeat = new Heartbeat(numberOption('heartbeatMs', options.heartbeatMs, DEFAULT_HEARTBEAT_MS), {
      ping: () => this.send({ ping: true }),
      lose: () => this.abandon(),
    });
  }

  /** @throws SyntaxError for an invalid URL; one that a function returns is passed to `onUrlError` */
  open(): void {
    const { url } = this;
    this.status.set('connecting');
    // A listener may have closed the client.
    if (this.status.value !== 'connecting') return;
    if (typeof url === 'function') void this.ask(url);
    else this.connect(url);
    this.ignoreReturn ??= onReturn(() => this.checkNow());
  }

  send(frame: object): void {
    this.socket?.send(JSON.stringify(frame));
  }

  close(code: number, reason?: string): void {
    const { socket } = this;
    // Its events no longer matter. That of Node.js reports the end of an attempt during the call.
    this.socket = undefined;
    try {
      socket?.close(code, reason);
    } catch (error) {
      // The code is not allowed. The client is still connected, and can be closed again.
      this.socket = socket;
      throw error;
    }
    if (this.status.value !== 'closed') this.lastClose = { code, reason: reason ?? '' };
    this.end();
  }

  private async ask(url: () => string | Promise<string>): Promise<void> {
    try {
      const found = await url();
      if (this.status.value === 'connecting') this.connect(found);
      this.failure = undefined;
    } catch (error) {
      // Closed meanwhile.
      if (this.status.value !== 'connecting') return;
      this.failure = error;
      this.retry();
      this.onUrlError?.(error);
    }
  }

  private connect(url: string): void {
    const { resumeToken } = this.observer;
    const socket = new this.Socket(url, resumeToken ? [PROTOCOL, resumeToken] : [PROTOCOL]);
    this.socket = socket;
    const send = (frame: object): void => {
      if (socket === this.socket) this.send(frame);
    };
    const lose = (closing: Closing): void => {
      if (socket === this.socket) this.lose(closing);
    };
    let isOpen = false;
    socket.addEventListener('open', () => {
      isOpen = true;
      // A server that does not support the protocol will not do so later.
      if (socket.protocol !== PROTOCOL) this.close(NOT_ACCEPTABLE, 'The subprotocol was not accepted');
    });
    socket.addEventListener('message', ({ data }) => {
      if (socket !== this.socket) return;
      this.heartbeat.hear();
      this.receive(readFrame(data), send);
    });
    socket.addEventListener('close', ({ code, reason }) => lose({ code, reason }));
    socket.addEventListener('error', ({ error }) => {
      // Followed by "close", except on Node.js 22 if the connection could not be opened.
      if (isOpen || socket !== this.socket) return;
      // Browsers do not say why.
      this.failure = error;
      const httpStatus = httpStatusOf(error);
      lose(httpStatus === undefined ? LOST : { ...LOST, httpStatus });
    });
    if (isTimeLimit(this.connectTimeoutMs)) this.connectLimit.start(this.connectTimeoutMs, () => this.abandon());
  }

  /** Gives up a connection that does not work: its socket may report the end minutes later, or never. */
  private abandon(): void {
    const { socket } = this;
    this.lose(LOST);
    socket?.close();
  }

  /** The device is connected to a network again, possibly another one, or its user has returned to the page. */
  private checkNow(): void {
    if (this.status.value === 'open') this.heartbeat.check();
    if (this.status.value !== 'waiting') return;
    clearTimeout(this.timer);
    this.open();
  }

  private receive(frame: Frame | undefined, send: (frame: object) => void): void {
    if (!frame) return;
    if (frame.session) {
      this.connectLimit.stop();
      this.failure = undefined;
      this.attempts = 0;
      this.openedAt = performance.now();
      if (frame.session.ping) this.heartbeat.start();
      this.observer.began(frame.session);
      // Messages of listeners are sent after the queued ones.
      this.status.set('open', () => this.observer.opened());
    } else {
      this.observer.received(frame, send);
    }
  }

  private lose(closing: Closing): void {
    this.connectLimit.stop();
    this.heartbeat.stop();
    this.socket = undefined;
    this.lastClose = closing;
    const { code, reason, httpStatus } = closing;
    const { reconnect, openedAt } = this;
    this.openedAt = undefined;
    // A server that loses each client right after its session has begun is not better than one that cannot be reached.
    if (openedAt !== undefined && performance.now() - openedAt >= Math.min(this.delay, STABLE_MS)) this.doublings = 0;
    let isTried = false;
    if (reconnect) report(() => (isTried = (reconnect.when ?? isTemporary)(code, reason, httpStatus)));
    if (isTried) this.retry();
    else this.end();
  }

  private retry(): void {
    const { minDelayMs, maxDelayMs, maxAttempts } = this.attemptOptions;
    if (!this.reconnect || this.attempts >= maxAttempts) {
      this.end();
      return;
    }
    // Random, so that the clients of a restarted server do not all reconnect at the same moment. The average is limited
    // instead of the result: otherwise most of them would wait for exactly `maxDelayMs`.
    const average = Math.min(maxDelayMs / LONGEST, minDelayMs * 2 ** Math.min(this.doublings, MOST_DOUBLINGS));
    this.delay = Math.min(average * (LONGEST - Math.random()), LONGEST_TIMER_MS);
    this.attempts += 1;
    this.doublings += 1;
    this.status.set('waiting', () => this.observer.lost());
    if (this.status.value !== 'waiting') return;
    this.timer = setTimeout(() => this.open(), this.delay);
  }

  private end(): void {
    clearTimeout(this.timer);
    this.connectLimit.stop();
    this.heartbeat.stop();
    this.ignoreReturn?.();
    this.socket = undefined;
    this.status.set('closed', () => this.observer.lost());
  }
}
