import { createReadStream } from 'node:fs';
import { Controller, Get, StreamableFile } from '@portico/common';

const PAGE = new URL('../../public/index.html', import.meta.url);

@Controller()
export class PageController {
  @Get()
  page(): StreamableFile {
    return new StreamableFile(createReadStream(PAGE), { type: 'text/html; charset=utf-8' });
  }
}
