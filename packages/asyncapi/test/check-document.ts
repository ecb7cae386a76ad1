import { Parser } from '@asyncapi/parser';
import type { AsyncApiDocument } from '../src/index.js';

const parser = new Parser();

/** Errors and warnings; the two levels below are hints, such as that AsyncAPI 3.1 exists. */
const WARNING = 1;

/** What `@asyncapi/parser` has found wrong with a document, and how it reads the document. */
export async function checkDocument(document: AsyncApiDocument) {
  const { document: parsed, diagnostics } = await parser.parse(JSON.stringify(document));
  const problems = diagnostics
    .filter(({ severity }) => severity <= WARNING)
    .map(({ message, path }) => `${path.join('.')}: ${message}`);
  return { parsed, problems };
}
