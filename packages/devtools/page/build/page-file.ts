import { join } from 'node:path';

/** Where the built page is: what the server sends. */
export const PAGE_FILE = join(import.meta.dirname, '../dist/page.html');
