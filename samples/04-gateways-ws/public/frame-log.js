import { byId, element } from './dom.js';

const MOST_FRAMES = 100;

/** The list of frames, and the form that sends one by hand. */
export function createWire() {
  const list = byId('wire-frames');
  byId('wire-clear').addEventListener('click', () => list.replaceChildren());
  return {
    show(direction, path, text) {
      const item = document.createElement('li');
      const sent = direction === 'sent';
      const arrow = element('span', 'arrow', sent ? '→' : '←');
      arrow.setAttribute('role', 'img');
      arrow.setAttribute('aria-label', sent ? 'sent' : 'received');
      item.append(arrow, element('span', 'path', path), element('span', 'frame', text));
      list.prepend(item);
      if (list.children.length > MOST_FRAMES) list.lastElementChild.remove();
    },
    sendThrough(connections) {
      byId('wire-form').addEventListener('submit', (event) => {
        event.preventDefault();
        const path = byId('wire-path').value;
        connections.find((connection) => connection.path === path).sendText(byId('wire-text').value);
      });
    },
  };
}
