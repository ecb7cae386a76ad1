import { byId, element } from './dom.js';
import { LiveConnection } from './live-connection.js';
import { logIn, logOut, NotLoggedIn, renewToken } from './session.js';

const MOST_LINES = 100;
let live;
let renewals = 0;

function showLogIn() {
  live = undefined;
  byId('live').hidden = true;
  byId('log-in').hidden = false;
  byId('name').focus();
}

function connect() {
  byId('log-in').hidden = true;
  byId('live').hidden = false;
  byId('log').replaceChildren();
  renewals = 0;
  byId('renewals').textContent = '';
  live = new LiveConnection({
    state(text, isOnline) {
      byId('state').textContent = text;
      byId('state').dataset.online = String(isOnline);
    },
    welcome({ name, expires }) {
      byId('live-title').textContent = `Connected as ${name}`;
      byId('expiry').textContent = `The token expires at ${new Date(expires).toLocaleTimeString()}.`;
    },
    said: ({ from, text }) => show(`${from}: ${text}`),
    announced: ({ text }) => show(text, 'announcement'),
    exception: ({ message }) => report(message),
    renewed() {
      renewals += 1;
      byId('renewals').textContent = `Renewed ${renewals === 1 ? 'once' : `${renewals} times`}.`;
    },
    end: showLogIn,
  });
}

function show(text, className) {
  const log = byId('log');
  log.append(element('li', className, text));
  while (log.childElementCount > MOST_LINES) log.firstElementChild.remove();
  log.scrollTop = log.scrollHeight;
}

function report(text) {
  byId('problem').textContent = text;
}

byId('log-in-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  report('');
  try {
    await logIn(byId('name').value, byId('password').value);
    byId('password').value = '';
    connect();
  } catch (error) {
    report(error.message);
  }
});

byId('say-form').addEventListener('submit', (event) => {
  event.preventDefault();
  report('');
  if (live?.send('say', { text: byId('text').value })) byId('text').value = '';
  else report('There is no connection at the moment. Your message is kept.');
});

byId('log-out').addEventListener('click', () => logOut().catch((error) => report(error.message)));

try {
  await renewToken();
  connect();
} catch (error) {
  if (!(error instanceof NotLoggedIn)) report(error.message);
  showLogIn();
}
