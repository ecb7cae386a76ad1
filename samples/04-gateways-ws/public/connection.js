import { byId } from './dom.js';

const LONGEST_WAIT_MS = 10_000;

/**
 * A connection to one path of the server. It sends `["event", data]`, receives `{ "event": …, "data": … }`,
 * and reconnects by itself.
 */
export class Connection {
  #handlers = new Map();
  #questions = new Map();
  #nextId = 1;
  #wait = 250;
  #socket;

  constructor(path, { stateId, onFrame }) {
    this.path = path;
    this.stateNode = byId(stateId);
    this.onFrame = onFrame;
    this.#open();
  }

  get online() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  on(event, handler) {
    this.#handlers.set(event, handler);
    return this;
  }

  send(event, data) {
    return this.sendText(JSON.stringify(data === undefined ? [event] : [event, data]));
  }

  /** @returns whether it was sent */
  sendText(text) {
    if (!this.online) return false;
    this.#socket.send(text);
    this.onFrame('sent', this.path, text);
    return true;
  }

  /** Sends a question, and resolves or rejects with its answer. */
  ask(event, data) {
    const id = this.#nextId++;
    return new Promise((answer, refuse) => {
      if (!this.send(event, { ...data, id })) {
        refuse(new Error('There is no connection at the moment.'));
        return;
      }
      this.#questions.set(id, { answer, refuse });
    });
  }

  #open() {
    const socket = new WebSocket(new URL(this.path, location.href.replace(/^http/, 'ws')));
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#wait = 250;
      this.#showState(true);
      this.#handlers.get('open')?.();
    });
    socket.addEventListener('message', ({ data }) => this.#receive(data));
    socket.addEventListener('close', () => {
      this.#showState(false);
      this.#handlers.get('close')?.();
      for (const { refuse } of this.#questions.values())
        refuse(new Error('The connection was lost before the answer arrived.'));
      this.#questions.clear();
      // Random, so that all pages do not reconnect at the same time after a restart of the server.
      setTimeout(() => this.#open(), this.#wait * (0.5 + Math.random()));
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    });
  }

  #receive(text) {
    this.onFrame('got', this.path, text);
    const { event, data } = JSON.parse(text);
    const question = this.#questions.get(data?.id);
    if (question && (event === 'answer' || event === 'problem')) {
      this.#questions.delete(data.id);
      if (event === 'answer') question.answer(data.value);
      else question.refuse(new Error(data.message));
      return;
    }
    this.#handlers.get(event)?.(data);
  }

  #showState(online) {
    this.stateNode.textContent = online ? 'Connected' : 'Not connected';
    this.stateNode.dataset.online = String(online);
  }
}
