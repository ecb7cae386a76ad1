import { Module } from '@portico/common';
import { PageController } from './page.controller.js';
import { PageFiles } from './page-files.js';

/** The page to try the gateways with. */
@Module({ controllers: [PageController], providers: [PageFiles] })
export class PageModule {}
