import { parameterNames } from './parameter-names.js';
import { requestPath } from './request-path.js';

/** Puts parameters into a path; `undefined` when one that has to be there is missing. */
export type PathFiller = (parameters: Record<string, unknown> | undefined) => string | undefined;

/**
 * The path that a router found a request to have: that of the route, with the values of its parameters.
 *
 * @param template the path of a route, in the syntax of path-to-regexp 8
 */
export function compilePathFiller(template: string): PathFiller {
  if (!/[:*{]/.test(template)) return () => template;
  const required = template.replace(/\{[^{}]*\}/g, '');
  return (parameters = {}) => {
    if (!hasValues(required, parameters)) return undefined;
    const filled = template
      .replace(/\{([^{}]*)\}/g, (_group, inner: string) => (hasValues(inner, parameters) ? inner : ''))
      .replace(/([:*])(?:"([^"]*)"|([\w$]+))/g, (_match, _kind, quoted?: string, plain?: string) =>
        [parameters[(quoted ?? plain) as string]]
          .flat()
          .map((value) => encodeURIComponent(String(value ?? '')))
          .join('/'),
      );
    return requestPath(filled);
  };
}

function hasValues(template: string, parameters: Record<string, unknown>): boolean {
  return parameterNames(template).every((name) => parameters[name] !== undefined);
}
