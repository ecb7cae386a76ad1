import { Controller, Get, Header, Inject, NotFoundException, Param, StreamableFile } from '@portico/common';
import type { Platforms } from '../settings.js';
import { PageFiles } from './page-files.js';
import { PLATFORMS } from './platforms.token.js';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the page on both HTTP platforms, without objects of Express or Fastify. */
@Controller()
export class PageController {
  constructor(
    private readonly files: PageFiles,
    @Inject(PLATFORMS) private readonly platforms: Platforms,
  ) {}

  @Get()
  @Header('Content-Security-Policy', CONTENT_SECURITY_POLICY)
  @Header('Referrer-Policy', 'no-referrer')
  @Header('Cache-Control', 'no-cache')
  page(): StreamableFile {
    return this.file('index.html');
  }

  @Get('assets/:name')
  @Header('X-Content-Type-Options', 'nosniff')
  @Header('Cache-Control', 'no-cache')
  asset(@Param('name') name: string): StreamableFile {
    return this.file(name);
  }

  /** Returns the platforms, so that the page can load the matching client. */
  @Get('config')
  @Header('Cache-Control', 'no-store')
  config(): Platforms {
    return this.platforms;
  }

  private file(name: string): StreamableFile {
    const file = this.files.find(name);
    if (file === undefined) throw new NotFoundException(`There is no file "${name}" in public/.`);
    return new StreamableFile(file.body, { type: file.type, length: file.body.length });
  }
}
