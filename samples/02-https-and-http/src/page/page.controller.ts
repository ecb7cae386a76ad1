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
import { HOW_IT_RUNS, type HowItRuns } from './how-it-runs.js';

const TYPES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'page.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml; charset=utf-8',
};

/** As much of a request as both platforms have alike. */
interface AnyRequest {
  /** `http` or `https`: of the server through which the request came. */
  readonly protocol: string;
}

const SLOW_MS = 4_000;

/** The page, and two things for it to ask. */
@Controller()
export class PageController {
  constructor(@Inject(HOW_IT_RUNS) private readonly howItRuns: HowItRuns) {}

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

  /** How this request came, and what serves it. */
  @Get('connection')
  @Header('Cache-Control', 'no-store')
  connection(@Req() { protocol }: AnyRequest) {
    return { protocol, ...this.howItRuns };
  }

  /** Takes a while: stop the server meanwhile, and see that the answer still comes. */
  @Get('slow')
  async slow(@Query('ms', new DefaultValuePipe(SLOW_MS), ParseIntPipe) ms: number) {
    const afterMs = Math.min(Math.max(ms, 0), SLOW_MS);
    await delay(afterMs);
    return { done: true, afterMs };
  }
}
