import { byId, element } from './dom.js';

const MOST_FRAMES = 100;
let socket;

connect();
for (const button of document.querySelectorAll('button[data-event]')) {
  button.addEventListener('click', () => send(button.dataset.event, { name: byId('name').value }));
}

async function connect() {
  try {
    const { port } = await (await fetch('/gateway')).json();
    const url = new URL('/', location.href.replace(/^http/, 'ws'));
    url.port = port;
    socket = new WebSocket(url);
    socket.addEventListener('open', () => setState(true));
    socket.addEventListener('message', ({ data }) => show('got', data));
    socket.addEventListener('close', again);
  } catch {
    again();
  }
}

function again() {
  setState(false);
  setTimeout(connect, 1_000);
}

function send(event, data) {
  if (socket?.readyState !== WebSocket.OPEN) return;
  const text = JSON.stringify({ event, data });
  socket.send(text);
  show('sent', text);
}

function show(direction, text) {
  const item = document.createElement('li');
  const arrow = element('span', '', direction === 'sent' ? '→' : '←');
  arrow.setAttribute('role', 'img');
  arrow.setAttribute('aria-label', direction === 'sent' ? 'sent' : 'received');
  item.append(arrow, element('span', '', text));
  const list = byId('frames');
  list.append(item);
  if (list.children.length > MOST_FRAMES) list.firstElementChild.remove();
  list.scrollTop = list.scrollHeight;
}

function setState(online) {
  byId('state').textContent = online ? 'Connected' : 'Not connected';
  byId('state').dataset.online = String(online);
}
