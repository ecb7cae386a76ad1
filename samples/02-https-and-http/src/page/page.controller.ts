import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Controller,
  DefaultValuePipe,
  Get,
  Header,
  Inject,
  NotFoundException,
  Param,
  ParseIntPipe,
  Query,
  Req,
  StreamableFile,
} from '@portico/common';
import { SERVER_FACTS, type ServerFacts } from './server-facts.js';

const TYPES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml; charset=utf-8',
};

/** The members that requests have on both platforms. */
interface AnyRequest {
  /** `http` or `https`, depending on the server that received the request. */
  readonly protocol: string;
}

const SLOW_MS = 4_000;

/** Serves the page, and two routes that it calls. */
@Controller()
export class PageController {
  constructor(@Inject(SERVER_FACTS) private readonly serverFacts: ServerFacts) {}

  @Get()
  @Header('Cache-Control', 'no-cache')
  page(): StreamableFile {
    return this.asset('index.html');
  }

  @Get('assets/:name')
  @Header('Cache-Control', 'no-cache')
  asset(@Param('name') name: string): StreamableFile {
    const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
    if (type === undefined) throw new NotFoundException(`There is no file "${name}" in public/.`);
    const content = readFileSync(new URL(`../../public/${name}`, import.meta.url));
    return new StreamableFile(content, { type, length: content.length });
  }

  /** Returns how this request was sent, and which platform serves it. */
  @Get('connection')
  @Header('Cache-Control', 'no-store')
  connection(@Req() { protocol }: AnyRequest) {
    return { protocol, ...this.serverFacts };
  }

  /** Takes a few seconds. Stop the server meanwhile: the reply is still sent. */
  @Get('slow')
  async slow(@Query('ms', new DefaultValuePipe(SLOW_MS), ParseIntPipe) ms: number) {
    const afterMs = Math.min(Math.max(ms, 0), SLOW_MS);
    await delay(afterMs);
    return { done: true, afterMs };
  }
}
