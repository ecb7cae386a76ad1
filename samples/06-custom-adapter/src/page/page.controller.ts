import { Controller, Get, Header, NotFoundException, Param, StreamableFile } from '@portico/common';
import { GreeterGateway } from '../greeter/greeter.gateway.js';
import { PageFiles } from './page-files.js';

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

/** Serves the page, which asks on which port the gateway is. */
@Controller()
export class PageController {
  constructor(
    private readonly files: PageFiles,
    private readonly greeter: GreeterGateway,
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

  @Get('gateway')
  @Header('Cache-Control', 'no-store')
  async gateway(): Promise<{ port: number }> {
    return { port: await this.greeter.port };
  }

  private file(name: string): StreamableFile {
    const file = this.files.find(name);
    if (file === undefined) throw new NotFoundException(`There is no file "${name}" in public/.`);
    return new StreamableFile(file.body, { type: file.type, length: file.body.length });
  }
}
