// Shows the protocol of this page, and connects to the gateway with the same one.

const byId = (id) => document.getElementById(id);
const secure = location.protocol === 'https:';
const RETRY_MS = 2_000;
let socket;

async function showConnection() {
  const { protocol, http, servers } = await (await fetch('/connection')).json();
  const library = { express: 'Express', fastify: 'Fastify' }[http];
  const made = servers === 'own' ? 'its own servers' : 'one call of app.listen()';
  byId('came').textContent =
    `This page was loaded over ${protocol.toUpperCase()} from Portico on ${library} with ${made}.`;
  document.title = `${protocol.toUpperCase()} · ${document.title}`;
  byId(secure ? 'count-by-wss' : 'count-by-ws').setAttribute('aria-current', 'true');
}

function connect() {
  socket = new WebSocket(`${secure ? 'wss' : 'ws'}://${location.host}/`);
  socket.addEventListener('open', () => tell('Connected'));
  socket.addEventListener('message', ({ data }) => receive(JSON.parse(data)));
  socket.addEventListener('close', () => {
    tell('The connection was lost. Trying again…');
    setTimeout(connect, RETRY_MS);
  });
}

function receive({ event, data }) {
  if (event === 'visitors') {
    byId('count-ws').textContent = data.ws;
    byId('count-wss').textContent = data.wss;
  } else if (event === 'said') {
    const item = document.createElement('li');
    const by = document.createElement('code');
    by.textContent = `${data.by}:`;
    item.append(by, ` ${data.text}`);
    byId('log').append(item);
    item.scrollIntoView({ block: 'nearest' });
  } else if (event === 'exception') {
    tell(data.message);
  }
}

function tell(text) {
  byId('line').textContent = text;
  byId('line').dataset.state = text === 'Connected' ? 'online' : 'offline';
}

byId('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = byId('text').value;
  if (socket.readyState !== WebSocket.OPEN) return tell('There is no connection at the moment. Your message is kept.');
  socket.send(JSON.stringify({ event: 'say', data: { text } }));
  byId('text').value = '';
});

byId('slow').addEventListener('click', async () => {
  const answer = byId('slow-answer');
  answer.textContent = 'Waiting for the reply…';
  try {
    const { afterMs } = await (await fetch('/slow')).json();
    answer.textContent = `The reply arrived after ${afterMs / 1000} seconds.`;
  } catch {
    answer.textContent = 'The connection was closed before the reply arrived.';
  }
});

showConnection().catch(() => {
  byId('came').textContent = 'The server does not reply. Reload the page.';
});
connect();
