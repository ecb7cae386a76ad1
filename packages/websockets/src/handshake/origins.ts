import type { IncomingMessage } from 'node:http';
import { isOriginOfHost, isPromiseLike } from '@portico/common/internal';
import type { OriginRule } from '../contracts/options/handshake-options.js';
import { webSocketError } from '../errors.js';

type Verdict = boolean | Promise<boolean>;
type Rule = (origin: string | undefined, request: IncomingMessage) => Verdict;

/**
 * Compiles the rules of a gateway. A request is allowed if one of them allows it.
 *
 * @throws FrameworkError `PORTICO_WS_HANDSHAKE` for a rule that cannot match any origin
 */
export function compileOrigins(
  given: OriginRule | readonly OriginRule[],
  gateway: string,
): (request: IncomingMessage) => Verdict {
  const rules = (Array.isArray(given) ? given : [given]).map((rule: OriginRule) => compileRule(rule, gateway));
  const { length } = rules;
  const check = (origin: string | undefined, request: IncomingMessage, from: number): Verdict => {
    for (let index = from; index < length; index++) {
      const verdict = rules[index]!(origin, request);
      if (isPromiseLike(verdict))
        return verdict.then((allowed) => allowed === true || check(origin, request, index + 1));
      if (verdict === true) return true;
    }
    return false;
  };
  return (request) => check(request.headers.origin, request, 0);
}

function compileRule(rule: OriginRule, gateway: string): Rule {
  if (typeof rule === 'function') return rule;
  if (rule instanceof RegExp) return forBrowsers((origin) => origin.search(rule) >= 0);
  if (rule === '*') return () => true;
  if (rule === 'same-origin') return forBrowsers((origin, { headers }) => isOriginOfHost(origin, headers.host));
  const expected = rule === 'null' ? rule : originOf(rule);
  if (expected === undefined) throw invalidOrigin(rule, gateway);
  return forBrowsers((origin) => origin === expected || originOf(origin) === expected);
}

/** Only in a browser can a page of another site open a connection, and browsers send the origin or `Sec-Fetch-Site`. */
function forBrowsers(allows: (origin: string, request: IncomingMessage) => boolean): Rule {
  return (origin, request) =>
    origin === undefined ? request.headers['sec-fetch-site'] !== 'cross-site' : allows(origin, request);
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.host === '' || (url.pathname !== '/' && url.pathname !== '')) return undefined;
  if (url.search || url.hash || url.username) return undefined;
  return `${url.protocol}//${url.host}`;
}

function invalidOrigin(rule: unknown, gateway: string): Error {
  return webSocketError(
    'PORTICO_WS_HANDSHAKE',
    `${gateway} allows the origin ${JSON.stringify(rule)}, which is not an origin: no browser would match it.`,
    "Write scheme, host and port, such as 'https://example.com' or 'http://localhost:3000', or 'same-origin'.",
  );
}
