import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ContentSecurityPolicyDirectiveValue, ContentSecurityPolicyOptions } from '@portico/common';
import { invalidSecurityOption } from './invalid-option.js';

/** The value of a header, or a function that returns it for a request. */
export type HeaderText = string | ((request: IncomingMessage, response: ServerResponse) => string);

const DEFAULTS: Record<string, readonly string[]> = {
  'default-src': ["'self'"],
  'base-uri': ["'self'"],
  'font-src': ["'self'", 'https:', 'data:'],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'script-src': ["'self'"],
  'script-src-attr': ["'none'"],
  'style-src': ["'self'", 'https:', "'unsafe-inline'"],
  'upgrade-insecure-requests': [],
};

/**
 * Returns the `Content-Security-Policy` header of the options.
 *
 * @throws FrameworkError `PORTICO_INVALID_SECURITY_OPTION` for a directive whose name or value would break the header
 */
export function contentSecurityPolicy(options: ContentSecurityPolicyOptions): [string, HeaderText] {
  const directives = new Map<string, readonly ContentSecurityPolicyDirectiveValue[]>();
  if (options.useDefaults !== false)
    for (const [name, values] of Object.entries(DEFAULTS)) directives.set(name, values);
  for (const [given, values] of Object.entries(options.directives ?? {})) {
    const name = kebabCase(given);
    if (values === null || values === false) directives.delete(name);
    else directives.set(name, typeof values === 'string' || typeof values === 'function' ? [values] : [...values]);
  }
  const header = options.reportOnly ? 'Content-Security-Policy-Report-Only' : 'Content-Security-Policy';
  const isDynamic = [...directives.values()].some((values) => values.some((value) => typeof value === 'function'));
  const write = (textOf: (value: ContentSecurityPolicyDirectiveValue) => string): string =>
    [...directives].map(([name, values]) => directive(name, values.map(textOf))).join(';');
  const writeFor: Exclude<HeaderText, string> = (request, response) =>
    write((value) => (typeof value === 'function' ? value(request, response) : value));
  return [header, isDynamic ? writeFor : write(String)];
}

function directive(name: string, texts: readonly string[]): string {
  const wrong = texts.find((text) => /[;,\r\n]/.test(text));
  if (wrong !== undefined)
    throw invalidSecurityOption(
      `contentSecurityPolicy, directive ${name}`,
      `${JSON.stringify(wrong)} contains a character that ends the directive.`,
      'Pass each source as an item of its own, without ; and ,.',
    );
  return [name, ...texts].join(' ');
}

function kebabCase(name: string): string {
  const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (!/^[a-z][a-z-]*$/.test(kebab))
    throw invalidSecurityOption(
      'contentSecurityPolicy',
      `"${name}" is not the name of a directive.`,
      'Use letters and hyphens, such as scriptSrc or script-src.',
    );
  return kebab;
}
