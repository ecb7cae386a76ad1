import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { RequestFailure } from './failure.js';

/**
 * Refuses what a browser sends for a page of another site, reading included: the application may allow other sites to read its own
 * replies (CORS). Clients that are not browsers send none of these headers.
 *
 * @param isPage whether the page itself is requested, to which other sites may link
 * @throws RequestFailure 403
 */
export function checkOrigin(headers: IncomingHttpHeaders, isPage: boolean): void {
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site === undefined && isOwnOrigin(headers)) return;
  if (isPage && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document') return;
  throw new RequestFailure(
    403,
    'The request comes from a page of another site. Only the devtools page itself may send it.',
  );
}

/**
 * Refuses host names that are not known to be this machine: a site whose name is made to point here (DNS rebinding) would be the
 * same origin for a browser.
 *
 * @param known host names that the application allows
 * @throws RequestFailure 403
 */
export function checkHost(headers: IncomingHttpHeaders, known: readonly string[]): void {
  const name = hostNameOf(headers.host ?? String(headers[':authority'] ?? ''));
  if (name === 'localhost' || name.endsWith('.localhost') || isIP(name) > 0 || known.includes(name)) return;
  throw new RequestFailure(
    403,
    `Devtools are not served at the host name ${JSON.stringify(name)}. ` +
      `How to fix it: DevtoolsModule.setup(path, app, { hosts: [${JSON.stringify(name)}] }), or use a guard.`,
  );
}

/** For the browsers that do not send `Sec-Fetch-Site`, and connections on which none does: plain HTTP of other machines. */
function isOwnOrigin({ origin, host }: IncomingHttpHeaders): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function hostNameOf(host: string): string {
  const url = `http://${host}`;
  // What would be a user name, a path or a query of a URL is not part of a host.
  if (/[@/?#\\]/.test(host) || !URL.canParse(url)) return '';
  return new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}
