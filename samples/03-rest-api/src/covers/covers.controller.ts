import {
  Controller,
  Delete,
  FileTypeValidator,
  Get,
  Header,
  HttpCode,
  HttpStatus,
  MaxFileSizeValidator,
  Param,
  ParseFilePipe,
  ParseIntPipe,
  Put,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@portico/common';
import type { Book } from '../books/book.js';
import { BooksService } from '../books/books.service.js';
import { NeedsKey } from '../web/needs-key.decorator.js';
import { CoverFileInterceptor } from './cover-file.interceptor.js';
import { MAX_COVER_BYTES } from './limits.js';

/** The members that uploaded files have on both platforms. */
interface CoverFile {
  readonly buffer: Buffer;
  readonly mimetype: string;
}

/** The type is determined from the first bytes of the file, because the type that the client sends cannot be trusted. */
const picture = new ParseFilePipe({
  validators: [
    new MaxFileSizeValidator({ maxSize: MAX_COVER_BYTES }),
    new FileTypeValidator({
      fileType: /^image\/(png|jpeg|webp)$/,
      errorMessage: 'A cover is a PNG, JPEG or WebP picture.',
    }),
  ],
});

@Controller({ path: 'books/:id/cover', version: '2' })
export class CoversController {
  constructor(private readonly books: BooksService) {}

  @Put()
  @NeedsKey()
  @UseInterceptors(CoverFileInterceptor)
  put(@Param('id', ParseIntPipe) id: number, @UploadedFile(picture) file: CoverFile): Book {
    return this.books.setCover(id, { type: file.mimetype, bytes: file.buffer });
  }

  @Get()
  @Header('Cache-Control', 'no-cache')
  get(@Param('id', ParseIntPipe) id: number): StreamableFile {
    const { type, bytes } = this.books.cover(id);
    return new StreamableFile(bytes, { type, length: bytes.length });
  }

  @Delete()
  @NeedsKey()
  @HttpCode(HttpStatus.NO_CONTENT)
  remove(@Param('id', ParseIntPipe) id: number): void {
    this.books.setCover(id, undefined);
  }
}
