import { Module } from '@portico/common';
import { PageController } from './page.controller.js';
import { PageFiles } from './page-files.js';

/** The page, the same in every process. */
@Module({ controllers: [PageController], providers: [PageFiles] })
export class PageModule {}
