import { Exclude, Expose } from 'class-transformer';

/** What a reader thinks of a book. */
export interface Review {
  readonly stars: number;
  readonly text: string;
}

/** A picture of a book. */
export interface Cover {
  /** Media type. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** What is known of a book before it is on the shelf. */
export interface BookFacts {
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number;
}

/**
 * A book on the shelf. Never changed, only replaced, so that code that holds one (a cache, a response in progress) can rely on it.
 * `ClassSerializerInterceptor` makes its JSON: without the cover's bytes, with what is computed.
 */
export class Book implements BookFacts {
  readonly id!: number;
  readonly title!: string;
  readonly authors!: readonly string[];
  readonly year!: number;
  readonly reviews: readonly Review[] = [];
  readonly updatedAt!: Date;

  @Exclude()
  readonly cover?: Cover | undefined;

  constructor(properties: Omit<Book, 'reviews' | 'rating' | 'coverUrl'> & Partial<Pick<Book, 'reviews'>>) {
    Object.assign(this, properties);
  }

  /** The average of its stars, to a tenth; `null` without reviews. */
  @Expose()
  get rating(): number | null {
    if (this.reviews.length === 0) return null;
    const sum = this.reviews.reduce((stars, review) => stars + review.stars, 0);
    return Math.round((sum / this.reviews.length) * 10) / 10;
  }

  /** Where its picture is; `null` without one. The time makes a new picture a new address. */
  @Expose()
  get coverUrl(): string | null {
    return this.cover ? `/api/v2/books/${this.id}/cover?at=${this.updatedAt.getTime()}` : null;
  }
}
