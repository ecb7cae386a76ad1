// @ts-check
// A connection to the server that reconnects, with either library.

/**
 * The messages and events of the contract of the server.
 *
 * @typedef {import('@portico/client').ContractOf<import('../src/chat/contract.js').Chat>} Contract
 */
/**
 * @template {keyof Contract['messages']} N
 * @typedef {Contract['messages'][N] extends { readonly body: infer Body } ? Body : {}} BodyOf
 */
/** @typedef {keyof Contract['events']} EventName */

/**
 * @typedef {object} TransportEvents
 * @property {readonly EventName[]} names the events with a listener
 * @property {() => void} onOpen
 * @property {(event: EventName, data: unknown) => void} onEvent
 * @property {() => void} onClose
 */
/**
 * @typedef {object} Transport
 * @property {(event: any, data: any) => void} send called with types that Connection has checked
 * @property {() => void} close
 */
/** @typedef {'connecting' | 'online' | 'waiting' | 'stopped'} State */

const DELAYS = [400, 1000, 2000, 4000];
const LONGEST_DELAY = 8000;
const PING_EVERY = 20_000;
const ANSWER_WITHIN = 8_000;

/**
 * States: `connecting`, `online`, `waiting` (for the next attempt, see `retryAt`), `stopped`.
 * `open` opens a transport and returns `{ send, close }`.
 */
export class Connection {
  /** @type {State} */
  state = 'connecting';
  retryAt = 0;
  #open;
  /** @type {Transport | undefined} */
  #transport;
  /** @type {Map<EventName, (data: any) => void>} */
  #handlers = new Map();
  /** @type {((state: State) => void)[]} */
  #stateListeners = [];
  #failures = 0;
  /** @type {number | undefined} */
  #retryTimer;
  /** @type {number | undefined} */
  #pingTimer;
  /** @type {number | undefined} */
  #answerTimer;

  /** @param {(events: TransportEvents) => Transport} open */
  constructor(open) {
    this.#open = open;
    // Any event shows that the connection is alive. This one has no other purpose.
    this.on('pong', () => undefined);
    window.addEventListener('online', () => this.retryNow());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible') return;
      if (this.state === 'waiting') this.retryNow();
      else if (this.state === 'online') this.#ping();
    });
  }

  /**
   * @template {EventName} E
   * @param {E} event
   * @param {(data: Contract['events'][E]) => void} handler
   */
  on(event, handler) {
    this.#handlers.set(event, handler);
    return this;
  }

  /** @param {(state: State) => void} listener */
  onState(listener) {
    this.#stateListeners.push(listener);
  }

  start() {
    clearTimeout(this.#retryTimer);
    this.#setState('connecting');
    const isCurrent = () => this.#transport === transport;
    /** @type {Transport} */
    const transport = this.#open({
      names: [...this.#handlers.keys()],
      onOpen: () => isCurrent() && this.#opened(),
      onEvent: (event, data) => isCurrent() && this.#received(event, data),
      onClose: () => isCurrent() && this.#closed(),
    });
    this.#transport = transport;
  }

  stop() {
    this.#drop();
    this.#setState('stopped');
  }

  retryNow() {
    if (this.state === 'waiting' || this.state === 'stopped') this.start();
  }

  /**
   * @template {keyof Contract['messages']} N
   * @param {N} event
   * @param {BodyOf<N>} data
   * @returns whether there was a connection
   */
  send(event, data) {
    if (this.state !== 'online') return false;
    this.#transport?.send(event, data);
    return true;
  }

  #opened() {
    this.#failures = 0;
    this.#setState('online');
    this.#pingTimer = setInterval(() => this.#ping(), PING_EVERY);
  }

  /**
   * @param {EventName} event
   * @param {unknown} data
   */
  #received(event, data) {
    clearTimeout(this.#answerTimer);
    this.#answerTimer = undefined;
    this.#handlers.get(event)?.(data);
  }

  #ping() {
    if (this.#answerTimer !== undefined || !this.send('ping', {})) return;
    this.#answerTimer = setTimeout(() => this.#closed(), ANSWER_WITHIN);
  }

  #closed() {
    this.#drop();
    const delay = DELAYS[this.#failures++] ?? LONGEST_DELAY;
    // Random delays prevent all pages from reconnecting at the same time after a restart of the server.
    const wait = delay * (0.8 + Math.random() * 0.4);
    this.retryAt = Date.now() + wait;
    this.#retryTimer = setTimeout(() => this.start(), wait);
    this.#setState('waiting');
  }

  #drop() {
    const transport = this.#transport;
    this.#transport = undefined;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#answerTimer);
    clearInterval(this.#pingTimer);
    this.#answerTimer = undefined;
    transport?.close();
  }

  /** @param {State} state */
  #setState(state) {
    this.state = state;
    for (const listener of this.#stateListeners) listener(state);
  }
}
