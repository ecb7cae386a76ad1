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
 * The files of `public/`, read once at start-up, and modules that are made then. A name that is not in this map does not exist,
 * so no request can reach anything else on the disk.
 */
export class PageFiles {
  private readonly files = new Map<string, PageFile>();

  /** @param modules their code by name */
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
