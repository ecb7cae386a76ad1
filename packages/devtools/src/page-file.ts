import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { RequestFailure } from './http/failure.js';

/** The page with a content security policy that allows only its own scripts and styles. */
export interface Page {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/** The output of `nx build-page`, at the same relative path for the sources and the built package. */
const FILE = new URL('../page/dist/page.html', import.meta.url);

let known: { readonly page: Page; readonly changedAt: number } | undefined;

/**
 * Reads the page, and reads it again only if it has been built again.
 *
 * @throws RequestFailure 503 if it has not been built; the published package always has it
 */
export async function readPage(file: URL = FILE): Promise<Page> {
  try {
    const { mtimeMs } = await stat(file);
    if (known?.changedAt === mtimeMs) return known.page;
    const html = await readFile(file, 'utf8');
    const page = { html, contentSecurityPolicy: policyOf(html) };
    known = { page, changedAt: mtimeMs };
    return page;
  } catch {
    throw new RequestFailure(
      503,
      'The devtools page has not been built. How to fix it: npx nx build-page @portico/devtools',
    );
  }
}

/** Allows the scripts and styles of the file by their hashes, and requests only to this application. */
export function policyOf(html: string): string {
  const hashes: Record<string, string[]> = { script: [], style: [] };
  // The elements are read in order, because a script may contain the text of a style element.
  for (const [, element = '', body = ''] of html.matchAll(/<(script|style)(?:\s[^>]*)?>([\s\S]*?)<\/\1>/g)) {
    hashes[element]?.push(`'sha256-${createHash('sha256').update(body).digest('base64')}'`);
  }
  const listed = (element: string): string => hashes[element]?.join(' ') || "'none'";
  return [
    "default-src 'none'",
    `script-src ${listed('script')}`,
    `style-src ${listed('style')}`,
    "connect-src 'self'",
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
