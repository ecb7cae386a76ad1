import type { Book } from './book.js';
import type { BookQueryDto } from './dto/book-query.dto.js';

/** One page of a list, with links to the pages before and after it. */
export class BookPage {
  readonly page: number;
  readonly pages: number;
  /** The paths of the neighbouring pages; `null` if there is none. */
  readonly previous: string | null;
  readonly next: string | null;

  constructor(
    readonly items: readonly Book[],
    /** The number of books on all pages. */
    readonly total: number,
    query: BookQueryDto,
  ) {
    this.page = query.page;
    this.pages = Math.max(1, Math.ceil(total / query.size));
    this.previous = query.page > 1 ? pathOf(query, Math.min(query.page - 1, this.pages)) : null;
    this.next = query.page < this.pages ? pathOf(query, query.page + 1) : null;
  }
}

function pathOf({ size, order, search }: BookQueryDto, page: number): string {
  const query = new URLSearchParams({ page: String(page), size: String(size), order, ...(search && { search }) });
  return `/api/v2/books?${query}`;
}
