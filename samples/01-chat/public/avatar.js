// A square with initials. It is decorative, because the name is always shown beside it.
import { element } from './dom.js';

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function paintAvatar(node, nickname) {
  node.textContent = initials(nickname);
  node.style.setProperty('--hue', String(hue(nickname)));
}

export function avatar(nickname) {
  const node = element('span', { className: 'avatar', 'aria-hidden': 'true' });
  paintAvatar(node, nickname);
  return node;
}

function initials(nickname) {
  const words = nickname.split(/[\s._-]+/).filter(Boolean);
  const [first = nickname, second] = words;
  return [first, second]
    .map((word) => (word ? [...letters.segment(word)][0].segment : ''))
    .join('')
    .toUpperCase();
}

function hue(nickname) {
  let hash = 0;
  for (const character of nickname) hash = (hash * 31 + character.codePointAt(0)) % 360;
  return hash;
}
