import { byId, element } from './dom.js';
import { showWho } from './who.js';

const name = byId('name');
name.value = sessionStorage.getItem('name') ?? `Guest ${Math.floor(Math.random() * 900) + 100}`;

const { ws } = await (await fetch('platform.json')).json();
const { openLine } = await import(ws === 'ws' ? './line-ws.js' : './line-socket-io.js');
for (const option of byId('transport').options) option.disabled = ws === 'ws' && option.value !== 'websocket';
if (ws === 'ws') byId('transport').value = 'websocket';

const line = await openLine({
  name: () => name.value,
  transports: () => byId('transport').value.split(','),
  on: {
    connected(isConnected) {
      setState(isConnected);
      if (!isConnected) byId('where').textContent = 'Not connected';
    },
    how(text) {
      byId('how').textContent = text;
    },
    welcome({ process, pid }) {
      byId('where').textContent = `Connected to process ${process}`;
      byId('where').title = `pid ${pid}`;
    },
    who: (guests) => showWho(byId('who'), guests),
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
  line.send('rename', name.value);
});
whenSubmitted('say-form', async () => {
  const text = byId('text');
  byId('problem').textContent = '';
  if (!line.isConnected()) {
    byId('problem').textContent = 'There is no connection just now. Your text stays here until it is back.';
    return;
  }
  if (await line.ask('say', text.value)) text.value = '';
});
byId('reconnect').addEventListener('click', () => line.reconnect());

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
