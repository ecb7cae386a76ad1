// Follows the feed of changes. The browser reconnects by itself, and the server sends missed changes.
import { announce, byId, element } from './dom.js';

const WORDS = { connecting: 'Connecting', online: 'Live', waiting: 'Offline' };
const VERBS = { added: 'was added', changed: 'was changed', removed: 'was removed' };
const KEPT = 30;
const AGAIN_MS = 2_000;

/** @param onChange called when books have changed */
export function followChanges(onChange) {
  const feed = new EventSource('/api/v2/changes');
  show('connecting');
  feed.addEventListener('open', () => show('online'));
  feed.addEventListener('error', () => {
    show('waiting');
    // The browser does not reconnect after the server has refused the feed.
    if (feed.readyState === EventSource.CLOSED) setTimeout(() => followChanges(onChange), AGAIN_MS);
  });
  for (const [kind, verb] of Object.entries(VERBS)) {
    feed.addEventListener(kind, ({ data }) => {
      const book = JSON.parse(data);
      note(element('bdi', {}, book.title), ` ${verb}`);
      onChange();
    });
  }
  feed.addEventListener('reset', () => {
    note('Too many changes were missed, so all books were loaded again');
    onChange();
  });
}

function note(...what) {
  byId('changes-empty').hidden = true;
  const time = new Date();
  const stamp = element('time', { dateTime: time.toISOString() }, time.toLocaleTimeString());
  const list = byId('changes');
  list.prepend(element('li', {}, stamp, element('span', {}, ...what)));
  while (list.children.length > KEPT) list.lastChild.remove();
}

function show(state) {
  const line = byId('line');
  if (line.dataset.state === 'waiting' && state === 'online') announce('Live again.');
  if (line.dataset.state === 'online' && state === 'waiting') announce('The connection was lost. Trying again.');
  line.dataset.state = state;
  byId('line-text').textContent = WORDS[state];
}
