/**
 * Percent-encodes what a header cannot contain or a browser would misread in the URL of a redirect. Browsers take a
 * backslash for a slash, so that a path such as `/\example.com` would name another site. Existing escapes are kept. Half of
 * a surrogate pair becomes U+FFFD, as in URLs of browsers.
 *
 * Adapters call it in `redirect()`.
 *
 * @param url the URL, absolute or relative
 * @returns the value for the header `Location`, which is ASCII
 * @example
 * encodeLocation('/größe?a=%20'); // '/gr%C3%B6%C3%9Fe?a=%20'
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-10.2.2
 * @see https://url.spec.whatwg.org/#url-parsing
 */
export function encodeLocation(url: string): string {
  return url
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[^\x21-\x7e]|["<>\\^`{|}]|%(?![\da-fA-F]{2})/gu, (character) => encodeURIComponent(character));
}
