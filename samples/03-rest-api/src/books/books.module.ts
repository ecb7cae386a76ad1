import { Module } from '@portico/common';
import { ChangesModule } from '../changes/changes.module.js';
import { BooksController } from './books.controller.js';
import { BooksService } from './books.service.js';
import { BooksV1Controller } from './books-v1.controller.js';

@Module({
  imports: [ChangesModule],
  controllers: [BooksController, BooksV1Controller],
  providers: [BooksService],
  exports: [BooksService],
})
export class BooksModule {}
