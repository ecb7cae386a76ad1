// One line to the server that mends itself, whatever the transport.

const DELAYS = [400, 1000, 2000, 4000, 8000];
const PING_EVERY = 20_000;
const ANSWER_WITHIN = 8_000;

/**
 * States: `connecting`, `online`, `waiting` (for the next try, see `retryAt`), `stopped`.
 * `open` starts a transport and gives back `{ send, close }`.
 */
export class Connection {
  state = 'connecting';
  retryAt = 0;
  #open;
  #transport;
  #handlers = new Map();
  #stateListeners = [];
  #failures = 0;
  #retryTimer;
  #pingTimer;
  #answerTimer;

  constructor(open) {
    this.#open = open;
    window.addEventListener('online', () => this.retryNow());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible') return;
      if (this.state === 'waiting') this.retryNow();
      else if (this.state === 'online') this.#ping();
    });
  }

  on(event, handler) {
    this.#handlers.set(event, handler);
    return this;
  }

  onState(listener) {
    this.#stateListeners.push(listener);
  }

  start() {
    clearTimeout(this.#retryTimer);
    this.#setState('connecting');
    const current =
      (callback) =>
      (...values) => {
        if (this.#transport === transport) callback(...values);
      };
    const transport = this.#open({
      onOpen: current(() => this.#opened()),
      onEvent: current((event, data) => this.#received(event, data)),
      onClose: current(() => this.#closed()),
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

  /** @returns whether there was a line to send it on. */
  send(event, data) {
    if (this.state !== 'online') return false;
    this.#transport.send(event, data);
    return true;
  }

  #opened() {
    this.#failures = 0;
    this.#setState('online');
    this.#pingTimer = setInterval(() => this.#ping(), PING_EVERY);
  }

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
    const delay = DELAYS[Math.min(this.#failures++, DELAYS.length - 1)];
    // Not all pages at once when a server comes back.
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

  #setState(state) {
    this.state = state;
    for (const listener of this.#stateListeners) listener(state);
  }
}
