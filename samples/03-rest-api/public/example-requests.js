// Buttons that send example requests.
import { request } from './api.js';
import { announce, byId, element } from './dom.js';
import { openNewest } from './request-log.js';

const EXAMPLES = [
  ['A page, version 2', () => request('GET', '/api/v2/books?size=2')],
  ['The same in version 1', () => request('GET', '/api/v1/books')],
  ['A page that is not a number', () => request('GET', '/api/v2/books?page=first')],
  ['A book that does not exist', () => request('GET', '/api/v2/books/999')],
  ['A change without the key', () => request('DELETE', '/api/v2/books/1', { withKey: false })],
  [
    'A book with invalid fields',
    () => request('POST', '/api/v2/books', { body: { title: '', authors: [], year: 1.5 } }),
  ],
  ['Incomplete JSON', () => request('POST', '/api/v2/books', { body: '{"title": ' })],
];

export function showExampleRequests() {
  for (const [name, send] of EXAMPLES) {
    const button = element('button', { type: 'button', className: 'chip' }, name);
    button.addEventListener('click', async () => {
      const said = await send().then(
        () => 'The request succeeded.',
        (refusal) => `Refused: ${refusal.message}`,
      );
      openNewest();
      announce(said);
    });
    byId('example-requests').append(element('li', {}, button));
  }
}
