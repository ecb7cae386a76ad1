// The form for messages. Enter sends, Shift+Enter starts a new line.
import { byId, setError } from './dom.js';

export function createComposer({ onSend, onInput }) {
  const form = byId('composer');
  const field = byId('text');
  const error = byId('composer-error');
  const counter = byId('composer-count');
  let limit = Number.POSITIVE_INFINITY;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    showProblem('');
    onSend(field.value);
  });
  field.addEventListener('keydown', (event) => {
    // While an input method composes a word, Enter confirms the word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener('input', () => {
    showProblem('');
    changed();
    onInput(field.value);
  });

  function changed() {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + 2}px`;
    const left = limit - [...field.value.trim()].length;
    counter.textContent = left < 0 ? `${-left} too many` : left < limit / 5 ? `${left} left` : '';
    counter.toggleAttribute('data-over', left < 0);
  }

  function showProblem(text) {
    setError(field, error, text);
  }

  return {
    showProblem,
    focus: () => field.focus(),
    isEmpty: () => field.value.trim() === '',
    /** Whether the server will probably accept the text. */
    looksFine: (text) => text.trim() !== '' && [...text.trim()].length <= limit,
    setText(text) {
      field.value = text;
      changed();
    },
    setLimit(characters) {
      limit = characters;
      changed();
    },
  };
}
