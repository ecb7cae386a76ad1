// The list of rooms, and a field for other rooms.
import { byId, element, setError } from './dom.js';

export function createRoomList({ onPick }) {
  const list = byId('room-list');
  const form = byId('open-room');
  const field = byId('open-room-name');
  const error = byId('open-room-error');

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    setError(field, error, '');
    onPick(field.value);
  });

  return {
    setRooms(rooms, current) {
      const focused = list.contains(document.activeElement) ? document.activeElement.dataset.room : undefined;
      list.replaceChildren(
        ...rooms.map(({ name, people }) => {
          const link = element(
            'button',
            { type: 'button', className: 'room-link', 'data-room': name, onclick: () => onPick(name) },
            element('span', { className: 'hash', 'aria-hidden': 'true', textContent: '#' }),
            element('bdi', { textContent: name, title: name }),
            element('span', { className: 'count', textContent: String(people), 'aria-hidden': 'true' }),
            element('span', {
              className: 'visually-hidden',
              textContent: people === 1 ? ', 1 person' : `, ${people} people`,
            }),
          );
          if (name === current) link.setAttribute('aria-current', 'page');
          return element('li', {}, link);
        }),
      );
      if (focused) list.querySelector(`[data-room="${CSS.escape(focused)}"]`)?.focus();
    },
    settle() {
      field.value = '';
      setError(field, error, '');
    },
    showProblem({ message }) {
      setError(field, error, message);
      field.focus();
    },
  };
}
