// Shows who is typing, and reports when the user is typing.
import { byId } from './dom.js';

const QUIET_AFTER = 3_000;

export function showTyping(people) {
  const names = people.map(({ nickname }) => `\u2068${nickname}\u2069`);
  byId('typing-text').textContent = sentence(names);
  byId('typing').toggleAttribute('data-active', names.length > 0);
}

function sentence(names) {
  if (names.length === 0) return '';
  if (names.length === 1) return `${names[0]} is typing`;
  if (names.length === 2) return `${names[0]} and ${names[1]} are typing`;
  return `${names.length} people are typing`;
}

/** Calls `tell(true)` once when typing starts, and `tell(false)` once when it ends. */
export function createTypingReporter(tell) {
  let typing = false;
  let timer;
  function set(value) {
    clearTimeout(timer);
    if (value) timer = setTimeout(() => set(false), QUIET_AFTER);
    if (value !== typing) tell(value);
    typing = value;
  }
  return {
    changed: (text) => set(text.trim() !== ''),
    /** Called after a message or a change of the room, with which the server ends typing by itself. */
    reset: () => {
      clearTimeout(timer);
      typing = false;
    },
  };
}
