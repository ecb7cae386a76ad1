const BEGIN = '<!-- tables: begin (npx nx bench benchmarks -- --write) -->';
const END = '<!-- tables: end -->';

/**
 * Puts text between the markers of a document.
 *
 * @throws when the document has no such markers
 */
export function replaceTables(document: string, text: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The document needs the lines “${BEGIN}” and “${END}”, in this order.`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${text.trim()}\n\n${document.slice(end)}`;
}
