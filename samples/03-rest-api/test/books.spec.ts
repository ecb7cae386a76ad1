import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HTTP_PLATFORMS } from '../src/settings.js';
import { type Api, startApi } from './api.fixture.js';

const EMMA = { title: ' Sense and Sensibility ', authors: [' Jane Austen '], year: 1811 };

describe.each(HTTP_PLATFORMS)('books on %s', (http) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(http);
  });
  afterAll(() => api.close());

  describe('a list', () => {
    it('has pages, with the link to the next one', async () => {
      const { body } = await api.get('/api/v2/books');
      expect(body).toMatchObject({ total: 12, page: 1, pages: 3, previous: null });
      expect(body.items).toHaveLength(5);
      const second = await api.get(body.next);
      expect(second.body).toMatchObject({ page: 2, pages: 3 });
      const third = await api.get(second.body.next);
      expect(third.body).toMatchObject({ page: 3, next: null });
      expect((await api.get(third.body.previous)).body).toMatchObject({ page: 2 });
      const titles = [body, second.body, third.body].flatMap(({ items }) => items.map((book: any) => book.title));
      expect(new Set(titles).size).toBe(12);
      expect(titles).toEqual(titles.toSorted((a, b) => a.localeCompare(b, 'en')));
    });

    it('can be searched and sorted', async () => {
      const found = await api.get('/api/v2/books?search=GRIMM&order=-year');
      expect(found.body.items.map((book: any) => book.authors)).toEqual([['Jacob Grimm', 'Wilhelm Grimm']]);
      const oldest = await api.get('/api/v2/books?order=year&size=1');
      expect(oldest.body.items[0]).toMatchObject({ year: 1812 });
      const best = await api.get('/api/v2/books?order=-rating&size=3');
      expect(best.body.items.map((book: any) => book.rating)).toEqual([5, 5, 3.5]);
    });

    it.each([
      ['page=0', 'page', 'Pages are counted from 1.'],
      ['size=51', 'size', 'A page has at most 50 books.'],
      ['size=many', 'size', 'The size of a page is a whole number.'],
      ['order=colour', 'order', expect.stringContaining('title, -title')],
      ['colour=red', 'colour', 'property colour should not exist'],
    ])('rejects ?%s', async (query, field, message) => {
      const reply = await api.get(`/api/v2/books?${query}`);
      expect([reply.status, reply.body.errors]).toEqual([400, [{ field, message }]]);
    });
  });

  it('are added, read, changed and removed', async () => {
    const added = await api.send('POST', '/api/v2/books', EMMA);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ title: 'Sense and Sensibility', authors: ['Jane Austen'], rating: null });
    const path = added.headers.get('location') as string;
    expect(path).toBe(`/api/v2/books/${added.body.id}`);
    expect((await api.get(path)).body).toEqual(added.body);

    const changed = await api.send('PATCH', path, { year: 1812 });
    expect(changed.body).toMatchObject({ title: 'Sense and Sensibility', authors: ['Jane Austen'], year: 1812 });
    expect((await api.get(path)).body).toEqual(changed.body);

    const removed = await api.send('DELETE', path);
    expect([removed.status, removed.body]).toEqual([204, '']);
    expect((await api.get(path)).status).toBe(404);
  });

  it.each([
    ['no title', { authors: ['A'], year: 1 }, ['title']],
    ['everything wrong', { title: ' ', authors: [], year: 1.5 }, ['title', 'authors', 'year']],
    ['an author who is no text', { title: 'T', authors: ['A', 7], year: 1 }, ['authors']],
    ['what no book has', { ...EMMA, isAdmin: true }, ['isAdmin']],
    ['nothing', undefined, ['title', 'authors', 'year']],
    ['a list', [], ['title', 'authors', 'year']],
  ])('are not added with %s', async (_what, body, fields) => {
    const reply = await api.send('POST', '/api/v2/books', body);
    expect(reply.status).toBe(400);
    if (!Array.isArray(body)) expect(reply.body.errors.map((error: any) => error.field)).toEqual(fields);
  });

  it('cannot be added twice', async () => {
    const reply = await api.send('POST', '/api/v2/books', { title: 'EMMA', authors: ['Somebody'], year: 1815 });
    expect([reply.status, reply.body.detail]).toEqual([409, expect.stringContaining('already exists')]);
  });

  it('have reviews that match the schema, and their average', async () => {
    const { id } = (await api.send('POST', '/api/v2/books', { ...EMMA, title: 'Persuasion', year: 1817 })).body;
    const path = `/api/v2/books/${id}/reviews`;
    await api.send('POST', path, { stars: 5, text: ' Yes. ' });
    const reply = await api.send('POST', path, { stars: 2, text: 'No.' });
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({
      rating: 3.5,
      reviews: [
        { stars: 5, text: 'Yes.' },
        { stars: 2, text: 'No.' },
      ],
    });

    const wrong = await api.send('POST', path, { stars: 6, text: '' });
    expect([wrong.status, wrong.body.errors]).toEqual([
      400,
      [
        { field: 'stars', message: 'Five stars are the most.' },
        { field: 'text', message: 'Write what you think.' },
      ],
    ]);
  });

  describe('cached results', () => {
    const state = async (path: string) => (await api.get(path)).headers.get('x-cache');

    it('are sent again until something changes', async () => {
      const path = '/api/v2/books?size=2';
      expect([await state(path), await state(path), await state(`${path}&page=2`)]).toEqual(['miss', 'hit', 'miss']);
      await api.send('POST', '/api/v2/books/1/reviews', { stars: 1, text: 'Changed.' });
      expect([await state(path), await state(path)]).toEqual(['miss', 'hit']);
    });

    it('are the same JSON', async () => {
      const first = await api.get('/api/v2/books/2');
      const second = await api.get('/api/v2/books/2');
      expect([second.headers.get('x-cache'), second.body]).toEqual(['hit', first.body]);
      expect(Object.keys(second.body)).not.toContain('cover');
    });

    it('do not include errors', async () => {
      expect([(await api.get('/api/v2/books/999')).status, (await api.get('/api/v2/books/999')).status]).toEqual([
        404, 404,
      ]);
    });
  });

  it('are sent to clients of version 1 in their form', async () => {
    const { body } = await api.get('/api/v1/books');
    expect(body).toContainEqual({ id: 4, title: 'The Communist Manifesto', author: 'Karl Marx, Friedrich Engels' });
    expect((await api.get('/api/v1/books/4')).body).toEqual(body.find(({ id }: { id: number }) => id === 4));
    expect((await api.get('/api/books')).status).toBe(404);
    expect((await api.get('/api/v3/books')).status).toBe(404);
  });
});
