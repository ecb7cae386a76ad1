import {
  Controller,
  Get,
  Header,
  Inject,
  NotFoundException,
  Param,
  StreamableFile,
  VERSION_NEUTRAL,
} from '@portico/common';
import type { HttpPlatform } from '../settings.js';
import { PageFiles } from './page-files.js';
import { PLATFORM_NAME } from './platform-name.token.js';

/** Serves the page, without the prefix and the versions of the API. */
@Controller({ version: VERSION_NEUTRAL })
export class PageController {
  constructor(
    private readonly files: PageFiles,
    @Inject(PLATFORM_NAME) private readonly platform: HttpPlatform,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-cache')
  page(): StreamableFile {
    return this.asset('index.html');
  }

  @Get('assets/:name')
  @Header('Cache-Control', 'no-cache')
  asset(@Param('name') name: string): StreamableFile {
    const file = this.files.find(name);
    if (file === undefined) throw new NotFoundException(`There is no file "${name}" in public/.`);
    return new StreamableFile(file.body, { type: file.type, length: file.body.length });
  }

  /** Returns the platform, which the page shows. */
  @Get('platform')
  @Header('Cache-Control', 'no-store')
  platformName() {
    return { http: this.platform };
  }
}
