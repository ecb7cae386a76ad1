import { NotLoggedIn, renewToken } from './session.js';

const TOKEN_EXPIRED = 4401;
const LOGGED_OUT = 1000;
const LONGEST_WAIT_MS = 10_000;

/**
 * The connection of a logged-in user. It renews the token when it has expired, and reconnects.
 */
export class LiveConnection {
  #socket;
  #wait = 250;
  #isOver = false;

  /** @param on called with the events of the server, and with `state`, `renewed` and `end` */
  constructor(on) {
    this.on = on;
    this.#open();
  }

  send(event, data) {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify({ event, data }));
    return true;
  }

  end() {
    this.#isOver = true;
    this.#socket.close();
    this.on.end();
  }

  #open() {
    this.on.state('Connecting', false);
    const socket = new WebSocket(new URL('/live', location.href.replace(/^http/, 'ws')));
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#wait = 250;
      this.on.state('Connected', true);
    });
    socket.addEventListener('message', ({ data }) => {
      const { event, data: details } = JSON.parse(data);
      this.on[event]?.(details);
    });
    socket.addEventListener('close', ({ code }) => this.#close(code));
  }

  #close(code) {
    if (this.#isOver) return;
    if (code === LOGGED_OUT) {
      this.end();
      return;
    }
    this.on.state('Not connected', false);
    // Random, so that all pages do not reconnect at the same time after a restart of the server.
    const wait = code === TOKEN_EXPIRED ? 0 : this.#wait * (0.5 + Math.random());
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    setTimeout(() => this.#reopen(), wait);
  }

  /** Renews the token first, because a browser does not say whether an upgrade was refused for an expired token. */
  async #reopen() {
    try {
      this.on.renewed(await renewToken());
    } catch (error) {
      if (error instanceof NotLoggedIn) this.end();
      else this.#close();
      return;
    }
    if (!this.#isOver) this.#open();
  }
}
