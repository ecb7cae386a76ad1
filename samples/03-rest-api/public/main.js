// Puts the parts of the page together.
import { prepareKey } from './api.js';
import { prepareBookDialog } from './book-dialog.js';
import { followChanges } from './changes.js';
import { byId } from './dom.js';
import { showShelf } from './shelf.js';
import { offerTries } from './tries.js';
import { showExchanges } from './wire.js';

const NAMES = { express: 'Express', fastify: 'Fastify' };

async function showPlatform() {
  const { http } = await (await fetch('/platform')).json();
  byId('line-by').textContent = `on ${NAMES[http]}`;
}

prepareKey();
showExchanges();
offerTries();
const dialog = prepareBookDialog();
const shelf = showShelf((book) => dialog.open(book));
followChanges(() => shelf.reload());
showPlatform().catch(() => {
  byId('line-by').textContent = '';
});
