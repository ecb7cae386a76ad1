// The first view: nickname and room, with their errors.
import { byId, element, hasKeyboard, setError } from './dom.js';
import { lastNickname, roomOfAddress } from './session.js';

export function createEntrance({ onJoin }) {
  const form = byId('join');
  const button = byId('join-button');
  const general = byId('join-error');
  const fields = { nickname: byId('nickname'), room: byId('room') };
  const errors = { nickname: byId('nickname-error'), room: byId('room-error') };

  // Keeps a nickname that the user has entered before this script ran.
  fields.nickname.value ||= lastNickname();
  if (roomOfAddress()) fields.room.value = roomOfAddress();

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clear();
    setBusy(true);
    onJoin(fields.nickname.value, fields.room.value);
  });
  fields.room.addEventListener('input', markChips);

  function clear() {
    general.hidden = true;
    for (const name of Object.keys(fields)) setError(fields[name], errors[name], '');
  }

  function setBusy(busy) {
    button.setAttribute('aria-disabled', String(busy));
    button.textContent = busy ? 'Joining…' : 'Join the chat';
  }

  function markChips() {
    const wanted = fields.room.value.trim().replace(/^#/, '').toLowerCase();
    for (const chip of byId('room-chips').querySelectorAll('button')) {
      chip.setAttribute('aria-pressed', String(chip.dataset.room === wanted));
    }
  }

  return {
    show() {
      setBusy(false);
      if (hasKeyboard()) fields.nickname.focus();
    },
    setBusy,
    setRooms(rooms) {
      const chips = rooms.slice(0, 8).map(({ name, people }) =>
        element(
          'li',
          {},
          element('button', {
            type: 'button',
            className: 'chip',
            textContent: people === 0 ? name : `${name} · ${people} here`,
            'data-room': name,
            onclick: () => {
              fields.room.value = name;
              markChips();
            },
          }),
        ),
      );
      byId('room-chips').replaceChildren(...chips);
      markChips();
    },
    /**
     * Shows a problem at its field, and focuses the field.
     *
     * @param {{ field?: string, message: string, suggestion?: string }} problem
     */
    showProblem({ field, message, suggestion }) {
      setBusy(false);
      if (!(field in fields)) {
        general.textContent = message;
        general.hidden = false;
        return;
      }
      const offer = suggestion && [
        element('button', {
          type: 'button',
          className: 'suggestion',
          textContent: `Use ${suggestion}`,
          onclick: () => {
            fields[field].value = suggestion;
            form.requestSubmit();
          },
        }),
      ];
      setError(fields[field], errors[field], message, ...(offer ?? []));
      fields[field].focus();
    },
  };
}
