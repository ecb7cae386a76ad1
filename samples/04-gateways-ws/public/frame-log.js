import { byId, element } from './dom.js';

const MOST_FRAMES = 100;

/** Shows a list of frames, and a form for sending a frame. */
export function createFrameLog() {
  const list = byId('frame-log-frames');
  byId('frame-log-clear').addEventListener('click', () => list.replaceChildren());
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
      byId('frame-log-form').addEventListener('submit', (event) => {
        event.preventDefault();
        const path = byId('frame-log-path').value;
        connections.find((connection) => connection.path === path).sendText(byId('frame-log-text').value);
      });
    },
  };
}
