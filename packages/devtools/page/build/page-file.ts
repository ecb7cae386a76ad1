import { join } from 'node:path';

/** The path of the built page, which the server sends. */
export const PAGE_FILE = join(import.meta.dirname, '../dist/page.html');
