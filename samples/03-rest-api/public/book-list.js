// The list of books, with search, order and pages.
import { request } from './api.js';
import { announce, byId, element } from './dom.js';

const SIZE = 5;
const PAUSE_MS = 250;

/** @param onOpen called with the selected book */
export function showBookList(onOpen) {
  const view = { page: 1, latest: 0 };

  async function load(said) {
    const turn = ++view.latest;
    const query = new URLSearchParams({ page: view.page, size: SIZE, order: byId('order').value });
    if (byId('search').value.trim()) query.set('search', byId('search').value.trim());
    try {
      const page = await request('GET', `/api/v2/books?${query}`);
      if (turn !== view.latest) return;
      if (page.items.length === 0 && page.page > page.pages) return toPage(page.pages);
      showError('');
      render(page);
      if (said) announce(`${page.total} books, page ${page.page} of ${page.pages}`);
    } catch (error) {
      if (turn === view.latest) showError(error.message);
    }
  }

  function render({ items, total, page, pages, previous, next }) {
    const focused = document.activeElement?.closest?.('#books [data-id]')?.dataset.id;
    byId('books').replaceChildren(...items.map((book) => row(book, onOpen)));
    if (focused) byId('books').querySelector(`[data-id="${focused}"] button`)?.focus();
    byId('empty').hidden = total > 0;
    byId('pages').textContent = `Page ${page} of ${pages}, ${total} ${total === 1 ? 'book' : 'books'}`;
    setReachable(byId('previous'), previous !== null);
    setReachable(byId('next'), next !== null);
  }

  function toPage(page) {
    view.page = page;
    return load(true);
  }

  byId('previous').addEventListener('click', (event) => isReachable(event.target) && toPage(view.page - 1));
  byId('next').addEventListener('click', (event) => isReachable(event.target) && toPage(view.page + 1));
  byId('order').addEventListener('change', () => toPage(1));
  byId('filters').addEventListener('submit', (event) => {
    event.preventDefault();
    toPage(1);
  });
  let pause;
  byId('search').addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(() => toPage(1), PAUSE_MS);
  });
  load();
  return { reload: () => load() };
}

/** Sets `aria-disabled` instead of `disabled`, because a disabled button loses the focus. */
function setReachable(button, reachable) {
  button.setAttribute('aria-disabled', String(!reachable));
}

const isReachable = (button) => button.getAttribute('aria-disabled') !== 'true';

function row(book, onOpen) {
  const { id, title, authors, year, rating, reviews, coverUrl } = book;
  const button = element('button', { type: 'button', className: 'book' }, picture(coverUrl, title));
  const stars =
    rating === null
      ? 'no reviews'
      : `${rating} of 5 stars, ${reviews.length} ${reviews.length === 1 ? 'review' : 'reviews'}`;
  button.append(
    element(
      'span',
      { className: 'book-text' },
      element('bdi', { className: 'book-title' }, title),
      element('span', { className: 'book-by' }, `${authors.join(', ')} · ${year}`),
      element('span', { className: 'book-stars' }, stars),
    ),
  );
  button.addEventListener('click', () => onOpen(book));
  return element('li', { 'data-id': id }, button);
}

function picture(coverUrl, title) {
  if (coverUrl) return element('img', { className: 'spine', src: coverUrl, alt: '', width: 44, height: 60 });
  return element('span', { className: 'spine', 'aria-hidden': 'true' }, title.slice(0, 1));
}

function showError(text) {
  byId('book-list-error').textContent = text;
  byId('book-list-error').hidden = !text;
}
