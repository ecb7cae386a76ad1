import type { NestApplicationOptions } from '@portico/common';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';
import { NestApplicationContext } from './application-context.js';
import type { Assembly } from './assembly.js';

/** An application with an HTTP server. */
export class NestApplication extends NestApplicationContext<NestApplicationOptions> {
  constructor(
    assembly: Assembly,
    protected readonly adapter: AbstractHttpAdapter,
    options: NestApplicationOptions = {},
  ) {
    super(assembly, options);
  }

  getHttpAdapter(): AbstractHttpAdapter {
    return this.adapter;
  }
}
