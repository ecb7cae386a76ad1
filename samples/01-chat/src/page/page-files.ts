import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PageFile {
  readonly body: Buffer;
  readonly type: string;
}

const JAVASCRIPT = 'text/javascript; charset=utf-8';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': JAVASCRIPT,
  '.svg': 'image/svg+xml; charset=utf-8',
};

/**
 * The files of `public/` and the modules that are built at start-up. Only names in this map are served, so a request cannot read
 * other files.
 */
export class PageFiles {
  private readonly files = new Map<string, PageFile>();

  /** @param modules the code of built modules, by name */
  constructor(modules: Readonly<Record<string, Buffer>>) {
    for (const [name, body] of Object.entries(modules)) this.files.set(name, { body, type: JAVASCRIPT });
    const folder = fileURLToPath(new URL('../../public/', import.meta.url));
    for (const name of readdirSync(folder)) {
      const type = TYPES[extname(name)];
      if (type !== undefined) this.files.set(name, { body: readFileSync(`${folder}${name}`), type });
    }
  }

  find(name: string): PageFile | undefined {
    return this.files.get(name);
  }
}
