import { io } from '/socket.io/socket.io.esm.min.js';
import { byId, element } from './dom.js';
import { showWho } from './who.js';

const name = byId('name');
name.value = sessionStorage.getItem('name') ?? `Guest ${Math.floor(Math.random() * 900) + 100}`;

const socket = io({ auth: (send) => send({ name: name.value }) });

socket.on('connect', () => {
  setState(true);
  showHow();
  socket.io.engine.once('upgrade', showHow);
});
socket.on('disconnect', () => {
  setState(false);
  byId('where').textContent = 'Not connected';
});
socket.on('welcome', ({ process, pid }) => {
  byId('where').textContent = `Connected to process ${process}`;
  byId('where').title = `pid ${pid}`;
});
socket.on('who', (guests) => showWho(byId('who'), guests));
socket.on('said', (said) => {
  const item = document.createElement('li');
  item.append(element('span', 'from', `${said.name}, process ${said.process}`), said.text);
  byId('said').append(item);
  byId('said').scrollTop = byId('said').scrollHeight;
});
socket.on('exception', ({ message }) => {
  byId('problem').textContent = message;
});

whenSubmitted('name-form', () => {
  sessionStorage.setItem('name', name.value);
  socket.emit('rename', name.value);
});
whenSubmitted('say-form', async () => {
  const text = byId('text');
  byId('problem').textContent = '';
  if (!socket.connected) {
    byId('problem').textContent = 'There is no connection just now. Your text stays here until it is back.';
    return;
  }
  if (
    await socket
      .timeout(5_000)
      .emitWithAck('say', text.value)
      .catch(() => false)
  )
    text.value = '';
});
byId('reconnect').addEventListener('click', () => {
  socket.disconnect();
  socket.io.opts.transports = byId('transport').value.split(',');
  socket.connect();
});

function setState(online) {
  byId('state').textContent = online ? 'Connected' : 'Not connected';
  byId('state').dataset.online = String(online);
}

function showHow() {
  const { transport } = socket.io.engine;
  byId('how').textContent =
    transport.name === 'websocket'
      ? 'Through a WebSocket.'
      : 'Through polling: every request of it goes to that process.';
}

function whenSubmitted(id, act) {
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault();
    act();
  });
}
