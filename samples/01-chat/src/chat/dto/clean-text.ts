import { Transform } from 'class-transformer';

/** Runs `clean` on a property that came as a string, and leaves anything else for the validator to refuse. */
export function Clean(clean: (text: string) => string): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? clean(value) : value));
}

/** One line: outer blanks gone, inner ones single, letters in one normal form. */
export function oneLine(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

/** A room name as it is written after the `#` of an address: `#Lobby talk` becomes `lobby-talk`. */
export function roomName(text: string): string {
  return oneLine(text).replace(/^#/, '').toLowerCase().replace(/ /g, '-');
}
