import { ConflictException, Injectable, NotFoundException } from '@portico/common';
import { ChangesService } from '../changes/changes.service.js';
import { Book, type BookFacts, type Cover, type Review } from './book.js';
import { BookPage } from './book-page.js';
import type { BookOrder, BookQueryDto } from './dto/book-query.dto.js';
import { FIRST_BOOKS } from './first-books.js';

const MAX_BOOKS = 200;

/** The books, in memory. To use a database, only this class has to change. */
@Injectable()
export class BooksService {
  private readonly books = new Map<number, Book>();
  private lastId = 0;

  constructor(private readonly changes: ChangesService) {
    for (const facts of FIRST_BOOKS) this.put({ ...facts, id: ++this.lastId });
  }

  find(query: BookQueryDto): BookPage {
    const wanted = query.search.trim().toLowerCase();
    const found = [...this.books.values()].filter(
      ({ title, authors }) => wanted === '' || [title, ...authors].some((text) => text.toLowerCase().includes(wanted)),
    );
    const start = (query.page - 1) * query.size;
    return new BookPage(found.sort(comparer(query.order)).slice(start, start + query.size), found.length, query);
  }

  all(): Book[] {
    return [...this.books.values()].sort(comparer('title'));
  }

  /** @throws NotFoundException */
  get(id: number): Book {
    const book = this.books.get(id);
    if (book === undefined) throw new NotFoundException(`There is no book ${id}.`);
    return book;
  }

  /** @throws ConflictException if there are too many books, or if the book already exists */
  add(facts: BookFacts): Book {
    if (this.books.size >= MAX_BOOKS) throw new ConflictException(`There can be at most ${MAX_BOOKS} books.`);
    this.refuseTwin(facts);
    const book = this.put({ ...facts, id: ++this.lastId });
    this.changes.record('added', book);
    return book;
  }

  /** @throws NotFoundException, ConflictException */
  change(id: number, facts: Partial<BookFacts>): Book {
    const book = { ...this.get(id), ...defined(facts) };
    this.refuseTwin(book, id);
    return this.replace(book);
  }

  review(id: number, review: Review): Book {
    const book = this.get(id);
    return this.replace({ ...book, reviews: [...book.reviews, review] });
  }

  setCover(id: number, cover: Cover | undefined): Book {
    return this.replace({ ...this.get(id), cover });
  }

  /** @throws NotFoundException */
  cover(id: number): Cover {
    const { cover, title } = this.get(id);
    if (cover === undefined) throw new NotFoundException(`“${title}” has no cover.`);
    return cover;
  }

  remove(id: number): void {
    const book = this.get(id);
    this.books.delete(id);
    this.changes.record('removed', book);
  }

  private replace(properties: Omit<ConstructorParameters<typeof Book>[0], 'updatedAt'>): Book {
    const book = this.put(properties);
    this.changes.record('changed', book);
    return book;
  }

  private put(properties: Omit<ConstructorParameters<typeof Book>[0], 'updatedAt'>): Book {
    const book = new Book({ ...properties, updatedAt: new Date() });
    this.books.set(book.id, book);
    return book;
  }

  private refuseTwin({ title, year }: BookFacts, id?: number): void {
    const twin = [...this.books.values()].find(
      (book) => book.id !== id && book.year === year && book.title.toLowerCase() === title.toLowerCase(),
    );
    if (twin) throw new ConflictException(`“${twin.title}” of ${twin.year} already exists as book ${twin.id}.`);
  }
}

function comparer(order: BookOrder): (a: Book, b: Book) => number {
  const sign = order.startsWith('-') ? -1 : 1;
  const by = order.replace('-', '') as 'title' | 'year' | 'rating';
  if (by === 'title') return (a, b) => sign * a.title.localeCompare(b.title, 'en');
  return (a, b) => sign * ((a[by] ?? 0) - (b[by] ?? 0)) || a.title.localeCompare(b.title, 'en');
}

/** Removes omitted properties, which class-transformer sets to `undefined`. */
function defined(facts: Partial<BookFacts>): Partial<BookFacts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null));
}
