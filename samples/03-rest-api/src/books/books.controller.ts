import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  ParseIntPipe,
  Patch,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { CacheInterceptor } from '../web/cache.interceptor.js';
import { NeedsKey } from '../web/needs-key.decorator.js';
import type { Book } from './book.js';
import type { BookPage } from './book-page.js';
import { BooksService } from './books.service.js';
import { BookChangesDto, NewBookDto } from './dto/book.dto.js';
import { BookQueryDto } from './dto/book-query.dto.js';
import { type NewReview, newReview } from './dto/new-review.schema.js';

@Controller({ path: 'books', version: '2' })
export class BooksController {
  constructor(
    private readonly books: BooksService,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Get()
  @UseInterceptors(CacheInterceptor)
  find(@Query() query: BookQueryDto): BookPage {
    return this.books.find(query);
  }

  @Get(':id')
  @UseInterceptors(CacheInterceptor)
  get(@Param('id', ParseIntPipe) id: number): Book {
    return this.books.get(id);
  }

  @Post()
  @NeedsKey()
  add(@Body() facts: NewBookDto, @Res({ passthrough: true }) response: unknown): Book {
    const book = this.books.add(facts);
    this.adapterHost.httpAdapter.setHeader(response, 'Location', `/api/v2/books/${book.id}`);
    return book;
  }

  @Patch(':id')
  @NeedsKey()
  change(@Param('id', ParseIntPipe) id: number, @Body() changes: BookChangesDto): Book {
    return this.books.change(id, changes);
  }

  @Delete(':id')
  @NeedsKey()
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@Param('id', ParseIntPipe) id: number): void {
    this.books.remove(id);
  }

  @Post(':id/reviews')
  @NeedsKey()
  review(@Param('id', ParseIntPipe) id: number, @Body({ schema: newReview }) review: NewReview): Book {
    return this.books.review(id, review);
  }
}
