/** Where the sections of the error codes are: a path of the repository until the documentation has a public address. */
const ERRORS_PAGE = 'docs/errors.md';

/** The section of the documentation that explains an error code. */
export function guideTo(code: string): string {
  return `${ERRORS_PAGE}#${code.toLowerCase()}`;
}
