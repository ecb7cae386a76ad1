// Requests worth a look, each by one button.
import { request } from './api.js';
import { announce, byId, element } from './dom.js';
import { openNewest } from './wire.js';

const TRIES = [
  ['A page, version 2', () => request('GET', '/api/v2/books?size=2')],
  ['The same in version 1', () => request('GET', '/api/v1/books')],
  ['A page that is not a number', () => request('GET', '/api/v2/books?page=first')],
  ['A book that is not there', () => request('GET', '/api/v2/books/999')],
  ['A change without the key', () => request('DELETE', '/api/v2/books/1', { withKey: false })],
  ['A book against all rules', () => request('POST', '/api/v2/books', { body: { title: '', authors: [], year: 1.5 } })],
  ['Half of a JSON', () => request('POST', '/api/v2/books', { body: '{"title": ' })],
];

export function offerTries() {
  for (const [name, send] of TRIES) {
    const button = element('button', { type: 'button', className: 'chip' }, name);
    button.addEventListener('click', async () => {
      const said = await send().then(
        () => 'Answered.',
        (refusal) => `Refused: ${refusal.message}`,
      );
      openNewest();
      announce(said);
    });
    byId('tries').append(element('li', {}, button));
  }
}
