/**
 * Returns the source of a regular expression that matches a text as clients may write it in a path: each character
 * percent-encoded, or not.
 *
 * @param text decoded
 * @param undecoded characters whose escapes the router takes for other characters. Default: none
 * @example
 * new RegExp(`^${spellingPattern('é')}$`).test('%C3%a9'); // true
 * @see docs/contributing-a-platform.md#an-http-adapter
 */
export function spellingPattern(text: string, undecoded = ''): string {
  return [...text].map((character) => patternOf(character, undecoded.includes(character))).join('');
}

function patternOf(character: string, isUndecoded: boolean): string {
  const plain = character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  if (isUndecoded) return plain;
  const escapes = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return `(?:${plain}|${escapes.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)})`;
}
