/** Where users find the sections of the error codes: the build copies `docs/errors.md` into this package. */
const ERRORS_PAGE = 'node_modules/@portico/common/errors.md';

/** The section of the documentation that explains an error code of Portico; `undefined` for codes of others. */
export function guideTo(code: string): string | undefined {
  return code.startsWith('PORTICO_') ? `${ERRORS_PAGE}#${code.toLowerCase()}` : undefined;
}
