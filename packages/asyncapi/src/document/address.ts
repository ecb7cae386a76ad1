/** A path in the syntax of AsyncAPI: `/rooms/{room}`. */
export interface Address {
  readonly address: string;
  readonly parameters: Readonly<Record<string, { readonly description?: string }>>;
}

const SYNTAX = /\\(.)|([:*])(?:"([^"]*)"|([\w$]+))|[{}]/g;

/** Converts a path from the syntax of routes. Optional parts become required, because AsyncAPI has no optional parts. */
export function addressOf(path: string): Address {
  const parameters: Record<string, { readonly description?: string }> = {};
  let optional = 0;
  const address = path.replace(SYNTAX, (written, escaped?: string, kind?: string, quoted?: string, plain?: string) => {
    if (escaped !== undefined) return encodeURIComponent(escaped);
    if (kind === undefined) {
      optional += written === '{' ? 1 : -1;
      return '';
    }
    const name = (quoted ?? plain ?? '').replace(/[^\w-]+/g, '_');
    const description = [kind === '*' && 'One or more segments of the path.', optional > 0 && 'Optional.'].filter(
      Boolean,
    );
    parameters[name] = description.length > 0 ? { description: description.join(' ') } : {};
    return `{${name}}`;
  });
  return { address, parameters };
}
