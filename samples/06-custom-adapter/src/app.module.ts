import { Module } from '@portico/common';
import { GreeterGateway } from './greeter/greeter.gateway.js';
import { PageController } from './page/page.controller.js';
import { PageFiles } from './page/page-files.js';

@Module({ controllers: [PageController], providers: [GreeterGateway, PageFiles] })
export class AppModule {}
