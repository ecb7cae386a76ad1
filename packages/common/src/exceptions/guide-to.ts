/** Where the sections of the error codes are: a path of the repository until the documentation has a public address. */
const ERRORS_PAGE = 'docs/errors.md';

/** The section of the documentation that explains an error code of Portico; `undefined` for codes of others. */
export function guideTo(code: string): string | undefined {
  return code.startsWith('PORTICO_') ? `${ERRORS_PAGE}#${code.toLowerCase()}` : undefined;
}
