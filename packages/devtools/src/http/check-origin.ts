import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { isOriginOfHost } from '@portico/common/internal';
import { RequestFailure } from './failure.js';

/**
 * Rejects requests that a browser sends for a page of another site, GET included, because the application may allow other sites to
 * read its replies (CORS). Clients that are not browsers send none of these headers.
 *
 * @param isPage whether the request is for the page itself; other sites may link to it
 * @throws RequestFailure 403
 */
export function checkOrigin(headers: IncomingHttpHeaders, isPage: boolean): void {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && isOwnOrigin(headers)) return;
  if (isPage && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document') return;
  throw new RequestFailure(403, 'The request was sent by a page of another site. Only the devtools page may send it.');
}

/**
 * Rejects host names that are not allowed. Without it, an attacker could let the name of a site resolve to this machine (DNS
 * rebinding), and the browser would regard both as one origin.
 *
 * @param known host names that the application allows in addition to `localhost` and IP addresses
 * @throws RequestFailure 403
 */
export function checkHost(headers: IncomingHttpHeaders, known: readonly string[]): void {
  const name = hostNameOf(hostOf(headers));
  if (name === 'localhost' || name.endsWith('.localhost') || isIP(name) > 0) return;
  if (known.some((host) => host.toLowerCase() === name)) return;
  throw new RequestFailure(
    403,
    `Devtools are not served at the host name ${JSON.stringify(name)}. ` +
      `How to fix it: DevtoolsModule.setup(path, app, { hosts: [${JSON.stringify(name)}] }), or use a guard.`,
  );
}

/** For browsers that do not send `Sec-Fetch-Site`. No browser sends it over plain HTTP, except to `localhost`. */
function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin } = headers;
  return origin === undefined || isOriginOfHost(origin, hostOf(headers));
}

/** Browsers send it as `:authority` over HTTP/2. */
function hostOf(headers: IncomingHttpHeaders): string {
  return headers.host ?? String(headers[':authority'] ?? '');
}

function hostNameOf(host: string): string {
  const url = `http://${host}`;
  // A host that contains these characters would become a user name, path or query of the URL.
  if (/[@/?#\\]/.test(host) || !URL.canParse(url)) return '';
  return new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
