/** Normalizes a line: trims it, replaces white space with single blanks, and normalizes Unicode. */
export function oneLine(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/** Normalizes the name of a room: `#Lobby talk` becomes `lobby-talk`. */
export function roomName(text: string): string {
  return oneLine(text).replace(/^#/, '').toLowerCase().replace(/ /g, '-');
}

/** Normalizes line breaks, and removes empty lines at the beginning and at the end. */
export function paragraph(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
