// Edits a book, its cover and its reviews. Without a book, it is the form for a new one.
import { request } from './api.js';
import { announce, byId, element } from './dom.js';
import { attempt, clearErrors, whenSubmitted } from './forms.js';

export function prepareBookDialog() {
  const dialog = byId('book');
  let book;

  function open(chosen) {
    for (const form of dialog.querySelectorAll('form')) {
      form.reset();
      clearErrors(form);
    }
    show(chosen);
    dialog.showModal();
    byId('facts-title').focus();
  }

  function show(shown) {
    book = shown;
    dialog.dataset.known = String(book !== undefined);
    byId('book-title').textContent = book ? book.title : 'A new book';
    byId('save').textContent = book ? 'Save' : 'Add the book';
    if (!book) return;
    byId('facts-title').value = book.title;
    byId('facts-authors').value = book.authors.join('\n');
    byId('facts-year').value = book.year;
    const picture = byId('cover-picture');
    picture.hidden = !book.coverUrl;
    if (book.coverUrl) picture.src = book.coverUrl;
    picture.alt = `Cover of ${book.title}`;
    byId('remove-cover').hidden = !book.coverUrl;
    byId('reviews').replaceChildren(...book.reviews.map(asReview));
  }

  whenSubmitted(byId('facts'), async ({ elements }) => {
    const body = {
      title: elements.title.value,
      authors: elements.authors.value.split('\n').filter((line) => line.trim()),
      year: elements.year.value.trim() === '' ? undefined : Number(elements.year.value),
    };
    if (book) show(await request('PATCH', `/api/v2/books/${book.id}`, { body }));
    else await request('POST', '/api/v2/books', { body });
    dialog.close();
    announce(book ? 'Saved.' : 'The book was added.');
  });

  whenSubmitted(byId('cover'), async (form) => {
    const [file] = form.elements.cover.files;
    if (!file) throw new Error('Choose a picture first.');
    const body = new FormData();
    body.append('cover', file);
    show(await request('PUT', `/api/v2/books/${book.id}/cover`, { body }));
    form.reset();
    announce('The cover was uploaded.');
  });

  whenSubmitted(byId('review'), async (form) => {
    const { stars, text } = form.elements;
    const body = { stars: Number(stars.value), text: text.value };
    show(await request('POST', `/api/v2/books/${book.id}/reviews`, { body }));
    form.reset();
    announce('Your review was added.');
  });

  byId('remove-cover').addEventListener('click', () =>
    attempt(byId('cover'), async () => {
      await request('DELETE', `/api/v2/books/${book.id}/cover`);
      show({ ...book, coverUrl: null });
      byId('cover-file').focus();
      announce('The cover was removed.');
    }),
  );

  byId('remove').addEventListener('click', () =>
    attempt(byId('facts'), async () => {
      await request('DELETE', `/api/v2/books/${book.id}`);
      dialog.close();
      announce(`${book.title} was removed.`);
    }),
  );

  // The list may have been rendered again, so that the button that opened the dialog no longer exists.
  dialog.addEventListener('close', () => {
    const row = book && byId('books').querySelector(`[data-id="${book.id}"] button`);
    (row ?? byId('add')).focus();
  });
  byId('close-book').addEventListener('click', () => dialog.close());
  byId('add').addEventListener('click', () => open(undefined));
  return { open };
}

function asReview({ stars, text }) {
  return element('li', {}, element('strong', {}, `${stars} of 5`), ` ${text}`);
}
