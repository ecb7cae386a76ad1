import { byId, element } from './dom.js';
import { showProcesses } from './process-list.js';

const name = byId('name');
name.value = sessionStorage.getItem('name') ?? `Guest ${Math.floor(Math.random() * 900) + 100}`;

const { ws } = await (await fetch('platform.json')).json();
const { openConnection } = await import(ws === 'ws' ? './connect-ws.js' : './connect-socket-io.js');
for (const option of byId('transport').options) option.disabled = ws === 'ws' && option.value !== 'websocket';
if (ws === 'ws') byId('transport').value = 'websocket';

const connection = await openConnection({
  name: () => name.value,
  transports: () => byId('transport').value.split(','),
  on: {
    connected(isConnected) {
      setState(isConnected);
      if (isConnected) return;
      byId('where').textContent = 'Not connected';
      byId('how').textContent = '';
    },
    how(text) {
      byId('how').textContent = text;
    },
    welcome({ process, pid }) {
      byId('where').textContent = `Connected to process ${process}`;
      byId('where').title = `pid ${pid}`;
    },
    who: (guests) => showProcesses(byId('who'), guests),
    said(said) {
      const item = document.createElement('li');
      item.append(element('span', 'from', `${said.name}, process ${said.process}`), said.text);
      byId('said').append(item);
      byId('said').scrollTop = byId('said').scrollHeight;
    },
    exception({ message }) {
      byId('problem').textContent = message;
    },
  },
});

whenSubmitted('name-form', () => {
  sessionStorage.setItem('name', name.value);
  // Otherwise it is sent with the next connection.
  if (connection.isConnected()) connection.send('rename', name.value);
});
whenSubmitted('say-form', async () => {
  const text = byId('text');
  byId('problem').textContent = '';
  if (!connection.isConnected()) {
    byId('problem').textContent = 'There is no connection at the moment. Your message is kept.';
    return;
  }
  if (await connection.ask('say', text.value)) text.value = '';
});
byId('reconnect').addEventListener('click', () => connection.reconnect());

function setState(online) {
  byId('state').textContent = online ? 'Connected' : 'Not connected';
  byId('state').dataset.online = String(online);
}

function whenSubmitted(id, act) {
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault();
    act();
  });
}
