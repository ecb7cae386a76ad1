import { parse, type Token } from 'path-to-regexp';

export interface PlaceParameter {
  readonly name: string;
  /** Whether its value may have several segments. */
  readonly isWildcard: boolean;
}

/** Returns the parameters in the path of a gateway or in the name of a namespace, or `undefined` if it is not a path. */
export function parametersIn(template: string): PlaceParameter[] | undefined {
  // A namespace may be declared by a regular expression or a function.
  if (!template.startsWith('/') || template.startsWith('/^')) return undefined;
  try {
    return parametersOf(parse(template).tokens);
  } catch {
    return undefined;
  }
}

function parametersOf(tokens: readonly Token[]): PlaceParameter[] {
  return tokens.flatMap((token) => {
    if (token.type === 'group') return parametersOf(token.tokens);
    if (token.type === 'text') return [];
    return [{ name: token.name, isWildcard: token.type === 'wildcard' }];
  });
}
