import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { RequestFailure } from './http/failure.js';

/** The page with the policy that lets a browser run only what is in it. */
export interface Page {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/** What `nx build-page` writes: the same place for the sources and for what is built from them. */
const FILE = new URL('../page/dist/page.html', import.meta.url);

let known: { readonly page: Page; readonly changedAt: number } | undefined;

/**
 * Reads the page; again only if it has been built again.
 *
 * @throws RequestFailure 503 if it has not been built, which it is in the published package
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

/** Scripts and styles are those in the file, known by their hashes; requests go to this application only. */
export function policyOf(html: string): string {
  const hashes: Record<string, string[]> = { script: [], style: [] };
  // From one element to the next: a script may have the text of a style element.
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
