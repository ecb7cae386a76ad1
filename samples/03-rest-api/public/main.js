// Starts the parts of the page.
import { prepareKey } from './api.js';
import { prepareBookDialog } from './book-dialog.js';
import { showBookList } from './book-list.js';
import { followChanges } from './changes.js';
import { byId } from './dom.js';
import { showExampleRequests } from './example-requests.js';
import { showExchanges } from './request-log.js';

const NAMES = { express: 'Express', fastify: 'Fastify' };

async function showPlatform() {
  const { http } = await (await fetch('/platform')).json();
  byId('line-by').textContent = `on ${NAMES[http]}`;
}

prepareKey();
showExchanges();
showExampleRequests();
const dialog = prepareBookDialog();
const bookList = showBookList((book) => dialog.open(book));
followChanges(() => bookList.reload());
showPlatform().catch(() => {
  byId('line-by').textContent = '';
});
