import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** The orders in which books are listed. `-` reverses an order. */
export const BOOK_ORDERS = ['title', '-title', 'year', '-year', 'rating', '-rating'] as const;

export type BookOrder = (typeof BOOK_ORDERS)[number];

/** The query of `GET /api/v2/books`. */
export class BookQueryDto {
  @IsOptional()
  @Type(() => Number)
  @Min(1, { message: 'Pages are counted from 1.' })
  @IsInt({ message: 'The page is a whole number.' })
  readonly page: number = 1;

  @IsOptional()
  @Type(() => Number)
  @Max(50, { message: 'A page has at most 50 books.' })
  @Min(1, { message: 'A page has at least one book.' })
  @IsInt({ message: 'The size of a page is a whole number.' })
  readonly size: number = 5;

  @IsOptional()
  @IsIn(BOOK_ORDERS, { message: `Books are ordered by one of: ${BOOK_ORDERS.join(', ')}.` })
  readonly order: BookOrder = 'title';

  @IsOptional()
  @MaxLength(100, { message: 'The search has at most 100 characters.' })
  @IsString({ message: 'The search is a text.' })
  readonly search: string = '';
}
