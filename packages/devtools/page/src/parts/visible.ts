/** Control characters, and those that change the direction of text or are invisible. */
const INVISIBLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Text of clients with escapes such as `\u202e` for characters that are invisible, or that reverse the text after them.
 *
 * @param kept characters that stay as they are, such as those of the indentation of JSON
 */
export function visible(text: string, kept = ''): string {
  return text.replace(INVISIBLE, (character) => {
    if (kept.includes(character)) return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
