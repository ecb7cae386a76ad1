import { Exclude, Expose } from 'class-transformer';

/** A review of a book. */
export interface Review {
  readonly stars: number;
  readonly text: string;
}

/** The picture of the cover of a book. */
export interface Cover {
  /** The media type. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** The facts with which a book is added. */
export interface BookFacts {
  readonly title: string;
  readonly authors: readonly string[];
  readonly year: number;
}

/**
 * A book. It is never changed, only replaced, so that code that holds one, such as a cache or a running reply, can rely on it.
 * `ClassSerializerInterceptor` serializes it without the bytes of the cover, and with computed properties.
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

  /** The average number of stars with one decimal place; `null` without reviews. */
  @Expose()
  get rating(): number | null {
    if (this.reviews.length === 0) return null;
    const sum = this.reviews.reduce((stars, review) => stars + review.stars, 0);
    return Math.round((sum / this.reviews.length) * 10) / 10;
  }

  /** The path of the cover; `null` without one. It contains the time, so that a new cover has a new path. */
  @Expose()
  get coverUrl(): string | null {
    return this.cover ? `/api/v2/books/${this.id}/cover?at=${this.updatedAt.getTime()}` : null;
  }
}
