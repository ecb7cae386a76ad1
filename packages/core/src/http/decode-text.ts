/** Decodes percent-encoded text completely. Returns it unchanged if it cannot be decoded. */
export function decodeText(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
