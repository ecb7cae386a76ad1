// The list of messages: received ones, and own ones that are being sent.
import { byId, element } from './dom.js';
import { eventEntry, messageEntry } from './entry.js';
import { createLogScroll } from './log-scroll.js';

const READ_ALOUD_AGAIN_AFTER = 500;
const BACK_WITHIN = 20_000;

export function createMessageLog({ onRetry }) {
  const log = byId('log');
  const entries = byId('entries');
  const scroll = createLogScroll();
  const shown = new Set();
  /** ref -> { text, entry, state } */
  const waiting = new Map();
  /** person.id -> { entry, at } of participants that left a moment ago */
  const gone = new Map();
  let you;
  let lastAuthor;

  function append(entry, { mine = false, event = false } = {}) {
    entries.append(entry);
    byId('empty').hidden = true;
    scroll.added({ mine, event });
    return entry;
  }

  function appendMessage(message) {
    const mine = message.author.id === you.id;
    const entry = messageEntry(message, { mine, follows: lastAuthor === message.author.id });
    lastAuthor = message.author.id;
    return append(entry, { mine });
  }

  function show(message) {
    if (shown.has(message.id)) return;
    shown.add(message.id);
    appendMessage(message);
  }

  function setState(ref, ...content) {
    const { entry, state } = waiting.get(ref);
    entry.classList.toggle('entry-waiting', content.length > 0);
    state.replaceChildren(...content);
    state.hidden = content.length === 0;
  }

  function drop(ref) {
    waiting.get(ref)?.entry.remove();
    waiting.delete(ref);
    lastAuthor = undefined;
  }

  function showEvent(person, what) {
    lastAuthor = undefined;
    return append(eventEntry(person, what), { event: true });
  }

  /** Fills the log without announcing it to screen readers. */
  function quietly(fill) {
    log.setAttribute('aria-live', 'off');
    fill();
    setTimeout(() => log.setAttribute('aria-live', 'polite'), READ_ALOUD_AGAIN_AFTER);
  }

  return {
    /** Called when a room was joined. `again`: the same room after a reconnection, so only new messages are added. */
    enter({ you: me, history }, { again }) {
      you = me;
      quietly(() => {
        if (!again) {
          entries.replaceChildren();
          shown.clear();
          waiting.clear();
          gone.clear();
          lastAuthor = undefined;
          byId('empty').hidden = false;
        }
        for (const message of history) {
          // A message may have reached the server even if the connection was lost before its reply.
          const arrived = [...waiting].find(([, { text }]) => message.author.id === me.id && text === message.text);
          if (arrived && !shown.has(message.id)) drop(arrived[0]);
          show(message);
        }
        if (!again) scroll.toNewest();
      });
    },
    show,
    /** Adds an own message that is being sent. */
    addWaiting(ref, text) {
      const entry = appendMessage({ author: you, text, at: new Date().toISOString() });
      const state = element('p', { className: 'entry-state', hidden: true });
      entry.append(state);
      waiting.set(ref, { text, entry, state });
      setState(ref, 'Sending…');
    },
    confirm(ref, message) {
      if (!waiting.has(ref)) return show(message);
      shown.add(message.id);
      setState(ref);
      waiting.delete(ref);
    },
    /** Removes a rejected message. @returns its text. */
    refuse(ref) {
      const text = waiting.get(ref)?.text;
      drop(ref);
      return text;
    },
    /** Called when the connection was lost. Whether pending messages reached the server is not known. */
    connectionLost() {
      for (const [ref, { text }] of waiting) {
        const again = element('button', {
          type: 'button',
          className: 'suggestion',
          textContent: 'Send again',
          onclick: () => {
            if (onRetry(text)) drop(ref);
          },
        });
        setState(ref, 'Not sent.', again);
      }
    },
    showLeft(person) {
      gone.set(person.id, { entry: showEvent(person, 'left'), at: Date.now() });
    },
    /** A participant that reconnects soon has one entry in the log instead of two. */
    showJoined(person) {
      const before = gone.get(person.id);
      gone.delete(person.id);
      const isBack = before !== undefined && Date.now() - before.at < BACK_WITHIN;
      if (isBack) before.entry.replaceWith(eventEntry(person, 'reconnected'));
      else showEvent(person, 'joined');
    },
  };
}
