/** One line: outer blanks gone, inner ones single, letters in one normal form. */
export function oneLine(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/** A room name as it is written after the `#` of an address: `#Lobby talk` becomes `lobby-talk`. */
export function roomName(text: string): string {
  return oneLine(text).replace(/^#/, '').toLowerCase().replace(/ /g, '-');
}

/** Lines of one kind, and no blank ones around them. */
export function paragraph(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
