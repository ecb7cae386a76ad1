/** Returns the names of the parameters and wildcards in a path, in order. */
export function parameterNames(path: string): string[] {
  return [...path.matchAll(/[:*](?:"([^"]*)"|([\w$]+))/g)].map(([, quoted, plain]) => (quoted ?? plain)!);
}
