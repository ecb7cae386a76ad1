// The elements for one message or one event.
import { avatar } from './avatar.js';
import { element } from './dom.js';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** @param options `follows`: the previous message has the same author, so the name is not shown again */
export function messageEntry({ author, text, at }, { mine, follows }) {
  const entry = element(
    'li',
    { className: 'entry' },
    avatar(author.nickname),
    element(
      'p',
      { className: 'entry-head' },
      element('bdi', { textContent: mine ? 'You' : author.nickname }),
      ' ',
      time(at),
    ),
    element('p', { className: 'bubble', dir: 'auto', textContent: text }),
  );
  entry.classList.toggle('entry-mine', mine);
  entry.classList.toggle('entry-follows', follows);
  return entry;
}

export function eventEntry(person, what) {
  return element('li', { className: 'entry-event' }, element('bdi', { textContent: person.nickname }), ` ${what}`);
}

function time(at) {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return element('time', { dateTime: at, textContent: (today ? clock : calendar).format(date) });
}
