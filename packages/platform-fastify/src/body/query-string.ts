import { parse } from 'fast-querystring';

/** How many parameters of a query are read, as on Express. */
const MOST_PARAMETERS = 1_000;

/** Parses a query like Fastify's own parser, which would read any number of parameters. */
export function parseQueryString(text: string): Record<string, unknown> {
  return parse(text.length < MOST_PARAMETERS ? text : firstParameters(text));
}

export function countParameters(text: string): number {
  let count = 1;
  for (let index = text.indexOf('&'); index !== -1; index = text.indexOf('&', index + 1)) count++;
  return count;
}

function firstParameters(text: string): string {
  let index = -1;
  for (let count = 0; count < MOST_PARAMETERS; count++) {
    index = text.indexOf('&', index + 1);
    if (index === -1) return text;
  }
  return text.slice(0, index);
}
