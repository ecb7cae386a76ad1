import { Calls } from './calls.js';
import type { Client, RequestOptions, StreamOptions } from './client.js';
import { ClientError } from './client-error.js';
import { Connection, type ConnectionObserver, type Url } from './connection.js';
import type { AnyContract, Contract } from './contract.js';
import type { ContractOf, DefinedMessages } from './defined-messages.js';
import type { Frame, Session, SessionFrame } from './frame.js';
import { Listeners } from './listeners.js';
import { numberOption } from './number-option.js';
import type { ClientOptions } from './options.js';
import { Recovery } from './recovery.js';
import { LONGEST_TIMER_MS, TimeLimit } from './timer.js';
import { ValueStream } from './value-stream.js';

/**
 * Connects to a server that speaks portico.1, and reconnects when the connection is lost.
 *
 * @typeParam C the messages and events of the server, as a type or as the type of `defineMessages()`. Default: anything
 *   may be sent
 * @param messages the result of `defineMessages()`. Only its type is used: with `createClient<typeof chat>(url)` and
 *   `import type { chat }`, its schemas are not part of your bundle
 * @param url `ws:` or `wss:`; a function is called for each connection, for a URL that changes
 * @throws TypeError if there is no `WebSocket`
 * @throws SyntaxError if `url` is a text, and no valid URL
 * @throws RangeError if an option should be a number of at least 0 and is not, or if `minDelayMs` is larger than
 *   `maxDelayMs`
 * @example
 * const client = createClient('wss://example.org');
 * const sum = await client.request('sum', [1, 2]);
 * @example
 * const client = createClient(chat, 'wss://example.org');
 * const { at } = await client.request('say', { text: 'hello' });
 * @see docs/client.md
 */
export function createClient<C extends DefinedMessages>(
  messages: C,
  url: Url,
  options?: ClientOptions,
): Client<ContractOf<C>>;
export function createClient<C extends Contract = AnyContract>(url: Url, options?: ClientOptions): Client<C>;
export function createClient<C extends DefinedMessages>(url: Url, options?: ClientOptions): Client<ContractOf<C>>;
export function createClient(...given: [Url, ClientOptions?] | [DefinedMessages, Url, ClientOptions?]): object {
  const [url, options] = isWithMessages(given) ? ([given[1], given[2]] as const) : given;
  return new PorticoClient(url, options ?? {});
}

function isWithMessages(given: readonly unknown[]): given is [DefinedMessages, Url, ClientOptions?] {
  return typeof given[0] === 'object';
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_QUEUE_SIZE = 100;

class PorticoClient implements ConnectionObserver {
  session: Session | undefined;
  private readonly connection: Connection;
  private readonly calls: Calls;
  private readonly listeners = new Listeners();
  private readonly recovery = new Recovery();
  private readonly timeoutMs: number;

  constructor(url: Url, options: ClientOptions) {
    this.timeoutMs = numberOption('timeoutMs', options.timeoutMs, DEFAULT_TIMEOUT_MS);
    this.connection = new Connection(url, this, options);
    const { status } = this.connection;
    this.calls = new Calls(
      {
        send: (frame) => this.connection.send(frame),
        isOpen: () => status.value === 'open',
        isClosed: () => status.value === 'closed',
        cause: () => this.connection.failure,
        lastClose: () => this.connection.lastClose,
      },
      numberOption('queueSize', options.queueSize, DEFAULT_QUEUE_SIZE),
      options.traceparent,
    );
    this.connection.open();
  }

  get status() {
    return this.connection.status;
  }

  get lastClose() {
    return this.connection.lastClose;
  }

  emit(event: string, data?: unknown): void {
    this.calls.emit(event, data);
  }

  request(event: string, data?: unknown, { timeoutMs: given, signal }: RequestOptions = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timeoutMs = numberOption('timeoutMs', given, this.timeoutMs);
      const limit = new TimeLimit();
      let id: number | undefined;
      const settle = <T>(act: (value: T) => void) => {
        return (value: T): void => {
          limit.stop();
          signal?.removeEventListener('abort', abort);
          act(value);
        };
      };
      const fail = settle(reject);
      const cancel = (error: ClientError): void => {
        if (id !== undefined) this.calls.cancel(id);
        fail(error);
      };
      const abort = (): void => cancel(abortedError(signal));
      if (signal?.aborted) throw abortedError(signal);
      const reply = settle(resolve);
      const first = (value: unknown): void => {
        // A stream: the first value is the reply, and the rest is cancelled.
        // A value arrives only after the request has been sent with its id.
        this.calls.cancel(id as number);
        reply(value);
      };
      id = this.calls.start({ event, data, next: first, reply, end: () => reply(undefined), fail });
      if (!this.calls.has(id)) return;
      signal?.addEventListener('abort', abort);
      if (timeoutMs > 0 && Number.isFinite(timeoutMs)) {
        limit.start(Math.min(timeoutMs, LONGEST_TIMER_MS), () => cancel(this.timeOut(timeoutMs)));
      }
    });
  }

  stream(event: string, data?: unknown, { signal }: StreamOptions = {}): AsyncIterableIterator<unknown> {
    let id: number | undefined;
    const settle = (): void => signal?.removeEventListener('abort', abort);
    const values = new ValueStream<unknown>(() => {
      settle();
      if (id !== undefined) this.calls.cancel(id);
    });
    const fail = (error: unknown): void => {
      settle();
      values.fail(error);
    };
    const abort = (): void => {
      if (id !== undefined) this.calls.cancel(id);
      fail(abortedError(signal));
    };
    const end = (): void => {
      settle();
      values.end();
    };
    const reply = (value: unknown): void => {
      values.push(value);
      end();
    };
    try {
      if (signal?.aborted) throw abortedError(signal);
      id = this.calls.start({ event, data, next: (value) => values.push(value), reply, end, fail });
      if (this.calls.has(id)) signal?.addEventListener('abort', abort);
    } catch (error) {
      fail(error);
    }
    return values;
  }

  on(event: string, listener: (data: unknown) => unknown): () => void {
    return this.listeners.add(event, listener);
  }

  close(code = 1000, reason?: string): void {
    this.connection.close(code, reason);
  }

  get resumeToken(): string | undefined {
    return this.recovery.token;
  }

  began(session: SessionFrame): void {
    const { id, recovered } = session;
    this.session = { id, recovered };
    this.recovery.begin(session);
  }

  opened(): void {
    this.calls.flush();
  }

  received(frame: Frame, send: (frame: object) => void): void {
    if (frame.offset !== undefined && !this.recovery.take(frame.offset)) return;
    if (frame.event !== undefined) this.listeners.receive(frame.event, frame, send);
    else if (frame.id !== undefined) this.calls.receive(frame.id, frame);
  }

  lost(): void {
    this.calls.lost();
  }

  private timeOut(timeoutMs: number): ClientError {
    const { status, failure } = this.connection;
    const state = status.value === 'open' ? '' : '; the client is not connected';
    return new ClientError('TIMEOUT', `No reply came in ${timeoutMs} ms${state}`, undefined, failure);
  }
}

function abortedError(signal: AbortSignal | undefined): ClientError {
  return new ClientError('ABORTED', 'The call was aborted', undefined, signal?.reason);
}
