import { IsOptional } from 'class-validator';
import { AreAuthors, IsTitle, IsYear } from './book-rules.js';

/** The body of `POST /api/v2/books`. */
export class NewBookDto {
  @IsTitle() readonly title!: string;
  @AreAuthors() readonly authors!: string[];
  @IsYear() readonly year!: number;
}

/** The body of `PATCH /api/v2/books/:id`. Omitted properties do not change. */
export class BookChangesDto {
  @IsOptional() @IsTitle() readonly title?: string;
  @IsOptional() @AreAuthors() readonly authors?: string[];
  @IsOptional() @IsYear() readonly year?: number;
}
