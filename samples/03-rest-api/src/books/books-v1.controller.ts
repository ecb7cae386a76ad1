import { Controller, Get, Param, ParseIntPipe } from '@portico/common';
import type { Book } from './book.js';
import { BooksService } from './books.service.js';

/** A book in the first version of the API, with one text for all authors. */
interface BookV1 {
  readonly id: number;
  readonly title: string;
  readonly author: string;
}

/** The first version of the API, for old clients. It is read-only, and its list has no pages. */
@Controller({ path: 'books', version: '1' })
export class BooksV1Controller {
  constructor(private readonly books: BooksService) {}

  @Get()
  all(): BookV1[] {
    return this.books.all().map(asV1);
  }

  @Get(':id')
  get(@Param('id', ParseIntPipe) id: number): BookV1 {
    return asV1(this.books.get(id));
  }
}

function asV1({ id, title, authors }: Book): BookV1 {
  return { id, title, author: authors.join(', ') };
}
