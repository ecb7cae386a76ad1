// The list of people in the room.
import { avatar } from './avatar.js';
import { byId, element } from './dom.js';

export function showPeople(people, you) {
  const sorted = [...people].sort((a, b) => a.nickname.localeCompare(b.nickname));
  byId('people-list').replaceChildren(
    ...sorted.map((person) =>
      element(
        'li',
        { className: 'person' },
        avatar(person.nickname),
        element('bdi', { textContent: person.nickname, title: person.nickname }),
        ...(person.id === you.id ? [element('span', { className: 'tag', textContent: 'you' })] : []),
      ),
    ),
  );
  const number = String(people.length);
  byId('people-count').textContent = number;
  byId('people-count-small').textContent = number;
  byId('room-facts').textContent = people.length === 1 ? '1 person' : `${number} people`;
}
