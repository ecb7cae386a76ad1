import { FrameworkError } from '@portico/common';
import { spellingPattern } from '@portico/core/adapters';

/** A path in the syntax of Fastify's router, and the corrections that its parameters need. */
export interface FastifyPath {
  readonly url: string;
  /** Names of the parameters; none of them may be empty. */
  readonly params: readonly string[];
  /** Their names in `url`: the same list, unless Fastify's router cannot read one of the names. */
  readonly routedParams: readonly string[];
  /** The wildcard that ends the path. */
  readonly wildcard: WildcardTail | undefined;
  /** Matches the path as clients write it, with one group for each parameter, the wildcard's last. */
  readonly pattern: RegExp;
  /** The path with some of its parameters left empty, in each way: Fastify finds the route for these too. */
  readonly emptied: readonly EmptiedPath[];
}

export interface EmptiedPath {
  readonly url: string;
  /** A path that the URL matches, as clients write it. */
  readonly example: string;
}

export interface WildcardTail {
  readonly name: string;
  /** Number of the segment in which it begins; the path's first has number 0. */
  readonly segment: number;
  /** The text before it in that segment. */
  readonly prefix: string;
}

type Token = { readonly text: string } | ParamToken | { readonly wildcard: string };

interface ParamToken {
  readonly param: string;
  /** Fastify's own pattern after the name, such as `(^\\d+$)`; or empty. */
  readonly pattern: string;
}

const MOST_ALTERNATIVES = 64;
/** Escapes that the router keeps in the paths of requests, although it escapes every percent sign in those of routes. */
const RESERVED_ESCAPE = /%(?:2[346BCF]|3[ABDF]|40)/i;
/** Separators, and characters of which the router keeps the escapes. */
const UNDECODED = '/#$&+,:;=?@';
/** Clients encode these characters, and the router keeps their escapes. */
const NEVER_READ = /[?#]/;
const SYNTAX = '\\:*{}';
const HAS_SYNTAX = /[\\:*{}]/;
const NAME = /^(?:"((?:\\.|[^"\\])+)"|([$_\p{ID_Start}][$\p{ID_Continue}\u200c\u200d]*))/su;
/** What ends the name of a parameter in Fastify's router, also between quotes. */
const ENDS_NAME = /[-./(:*?]/;
/** The text after a parameter with which Fastify's router ends its name; it reads any other text as a part of the name. */
const ENDS_PARAMETER = /^[-./]/;

/**
 * Fastify's router has no optional groups and supports a wildcard only at the end: `/a{/:b}` becomes two paths,
 * `/files/*path` becomes `/files/*`.
 */
export function toFastifyPaths(path: string): FastifyPath[] {
  const [reserved] = RESERVED_ESCAPE.exec(path) ?? [];
  if (reserved) throw unsupported(path, `the router does not decode "${reserved}"`, USE_A_PARAMETER);
  if (!HAS_SYNTAX.test(path)) {
    checkText(path, path);
    return [new PlainPath(path)];
  }
  const { alternatives, end } = parse(path, 0);
  if (end < path.length) throw unsupported(path, `there is a "}" without "{" at ${end}`);
  return alternatives.map((tokens) => render(path, tokens));
}

/** A path of text only, as most are. It is matched only if a route calls `next()`. */
class PlainPath implements FastifyPath {
  readonly url: string;
  readonly params: readonly string[] = NONE;
  readonly routedParams = NONE;
  readonly wildcard = undefined;
  readonly emptied: readonly EmptiedPath[] = [];
  private compiled: RegExp | undefined = undefined;

  constructor(private readonly text: string) {
    const url = decodeText(text);
    this.url = url.startsWith('/') ? url : `/${url}`;
  }

  get pattern(): RegExp {
    this.compiled ??= new RegExp(`^${textPattern(this.text)}$`);
    return this.compiled;
  }
}

const NONE: readonly string[] = [];

function parse(path: string, start: number, inGroup = false): { alternatives: Token[][]; end: number } {
  let alternatives: Token[][] = [[]];
  let i = start;
  while (i < path.length) {
    const character = path[i]!;
    if (character === '}') break;
    if (character === '{') {
      const group = parse(path, i + 1, true);
      alternatives = alternatives.flatMap((head) => [head, ...group.alternatives.map((tail) => [...head, ...tail])]);
      if (alternatives.length > MOST_ALTERNATIVES) throw unsupported(path, 'it has too many optional groups');
      i = group.end + 1;
      continue;
    }
    const { token, end } = readToken(path, i);
    for (const tokens of alternatives) tokens.push(token);
    i = end;
  }
  if (inGroup && i >= path.length) throw unsupported(path, 'a "{" is not closed');
  return { alternatives, end: i };
}

function readToken(path: string, i: number): { token: Token; end: number } {
  const character = path[i]!;
  if (character === '\\') return { token: { text: path[i + 1] ?? '' }, end: i + 2 };
  if (character === ':' || character === '*') {
    const match = NAME.exec(path.slice(i + 1));
    if (!match && character === ':') throw unsupported(path, `a parameter has no name at ${i}`);
    const name = match?.[1]?.replace(/\\(.)/gs, '$1') ?? match?.[2] ?? '*';
    const end = i + 1 + (match?.[0].length ?? 0);
    return character === ':' ? readPattern(path, name, end) : { token: { wildcard: name }, end };
  }
  let end = i + 1;
  while (end < path.length && !SYNTAX.includes(path[end]!)) end++;
  return { token: { text: path.slice(i, end) }, end };
}

/** Fastify's own `:id(^\\d+$)` is kept unchanged. */
function readPattern(path: string, name: string, start: number): { token: Token; end: number } {
  if (path[start] !== '(') return { token: { param: name, pattern: '' }, end: start };
  let depth = 0;
  for (let i = start; i < path.length; i++) {
    if (path[i] === '\\') i++;
    else if (path[i] === '(') depth++;
    else if (path[i] === ')' && --depth === 0) {
      return { token: { param: name, pattern: path.slice(start, i + 1) }, end: i + 1 };
    }
  }
  throw unsupported(path, `the pattern of ":${name}" is not closed`);
}

function render(path: string, tokens: readonly Token[]): FastifyPath {
  const params: string[] = [];
  const routed: string[] = [];
  let url = '';
  let source = '';
  let emptied: EmptiedPath[] = [{ url: '', example: '' }];
  let wildcard: WildcardTail | undefined;
  for (const [index, token] of tokens.entries()) {
    if (wildcard) throw unsupported(path, 'a wildcard must be at the end');
    if ('text' in token) {
      if (token.text === '*') throw unsupported(path, 'it contains a literal "*"');
      checkText(path, token.text);
      const text = token.text === ':' ? '::' : decodeText(token.text);
      url += text;
      emptied = emptied.map(({ url, example }) => ({ url: url + text, example: example + token.text }));
      source += textPattern(token.text);
    } else if ('param' in token) {
      params.push(token.param);
      routed.push(ENDS_NAME.test(token.param) ? `"${params.length}"` : token.param);
      const next = tokens[index + 1];
      const needsPattern = next !== undefined && 'text' in next && !ENDS_PARAMETER.test(next.text);
      const pattern = token.pattern || (needsPattern ? '([^/]+)' : '');
      const canBeEmpty = pattern === '' && emptied.length < MOST_ALTERNATIVES;
      const written = `:${routed.at(-1)}${pattern}`;
      url += written;
      emptied = emptied.flatMap((variant) => [
        { url: variant.url + written, example: `${variant.example}x` },
        ...(canBeEmpty ? [variant] : []),
      ]);
      source += '([^/]+?)';
    } else {
      const segments = url.split('/');
      wildcard = { name: token.wildcard, segment: segments.length - 2, prefix: segments[segments.length - 1]! };
      url += '*';
      source += '(.+)';
    }
  }
  const complete = wildcard ? '' : url;
  return {
    url: url.startsWith('/') || url === '*' ? url : `/${url}`,
    params,
    routedParams: routed.every((name, index) => name === params[index]) ? params : routed,
    wildcard,
    pattern: new RegExp(`^${source}$`),
    emptied: emptied.filter((variant) => variant.url !== complete),
  };
}

function checkText(path: string, text: string): void {
  const [character] = NEVER_READ.exec(text) ?? [];
  if (character)
    throw unsupported(path, `the router does not decode "${encodeURIComponent(character)}"`, USE_A_PARAMETER);
}

/** Fastify's router compares decoded paths. */
function decodeText(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

function textPattern(text: string): string {
  return spellingPattern(decodeText(text), UNDECODED);
}

const USE_A_PARAMETER = 'Write the character itself, if a path can have it, or use a parameter: its value is decoded.';

function unsupported(
  path: string,
  reason: string,
  remedy = 'Use named parameters (":id"), optional groups ("{/:id}") and at most one wildcard, at the end ("/files/*path").',
): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_PATH',
    message: `Fastify's router does not support the path "${path}": ${reason}.`,
    remedy,
  });
}
