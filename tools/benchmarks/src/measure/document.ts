const BEGIN = '<!-- tables: begin (npx nx bench benchmarks -- --write) -->';
const END = '<!-- tables: end -->';

/**
 * Puts text between the markers of a document.
 *
 * @throws when the document has no such markers
 */
export function replaceTables(document: string, text: string): string {
  return replaceBetween(document, BEGIN, END, text);
}

/**
 * Puts text between the lines `<!-- NAME: begin -->` and `<!-- NAME: end -->` of a document.
 *
 * @throws when the document has no such markers
 */
export function replaceSection(document: string, name: string, text: string): string {
  return replaceBetween(document, `<!-- ${name}: begin -->`, `<!-- ${name}: end -->`, text);
}

function replaceBetween(document: string, begin: string, end: string, text: string): string {
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The document needs the lines “${begin}” and “${end}”, in this order.`);
  return `${document.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${document.slice(to)}`;
}
