import { parse, stringify, type Token, TokenData } from 'path-to-regexp';
import { decodeSegment } from './request-path.js';

/** A parameter or a wildcard as a path names it. */
export interface NamedPart {
  /** As it is in the path: `:id`, `*"the rest"`. */
  readonly written: string;
  readonly isWildcard: boolean;
  readonly name: string;
}

/** The source of an expression (with flag `u`) for a name that needs no quotes, as path-to-regexp 8 reads it. */
export const PLAIN_NAME = String.raw`[$_\p{ID_Start}][$\p{ID_Continue}\u200c\u200d]*`;

/** A parameter or a wildcard. An escaped character is matched first, so that it is not read as syntax. */
export const NAMED_PART = new RegExp(String.raw`\\.|([:*])(?:"((?:\\.|[^"\\])*)"|(${PLAIN_NAME}))`, 'gsu');

/** Replaces the parameters and wildcards of a path, and keeps everything else. */
export function replaceNamedParts(path: string, replacement: (part: NamedPart) => string): string {
  if (!/[:*]/.test(path)) return path;
  return path.replace(NAMED_PART, (written: string, kind?: string, quoted?: string, plain?: string) =>
    kind === undefined
      ? written
      : replacement({ written, isWildcard: kind === '*', name: plain ?? withoutEscapes(quoted!) }),
  );
}

/** Returns the characters that a backslash keeps from being read as syntax. */
export function withoutEscapes(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}

/** Returns a text as a path that matches it literally. */
export function escapeSyntax(text: string): string {
  return text.replace(/[:*{}()[\]\\+?!]/g, '\\$&');
}

/** Returns the path with its optional parts. */
export function withoutGroups(path: string): string {
  return path.replace(/(\\.)|[{}]/gs, '$1');
}

/**
 * Returns the path with its text in one form, however it was written: `/gr%C3%B6%C3%9Fe` is `/größe`. Only what clients
 * always encode is decoded: `%2B` is another character than `+`, which routers compare as they are written.
 */
export function normalizePathText(path: string): string {
  return path.includes('%') ? mapPathText(path, normalizeText) : path;
}

/** Decodes the text of a path as `requestPath` decodes requests, to match it with all of their spellings. */
export function decodePathText(path: string): string {
  return path.includes('%') ? mapPathText(path, (text) => text.split('/').map(decodeSegment).join('/')) : path;
}

/**
 * Percent-encodes the text of a path as clients write it, for a router that compares paths without decoding them.
 * Names of parameters and existing escapes are kept.
 *
 * @param path in the syntax of path-to-regexp 8
 * @example
 * encodePathText('/größe/:größe'); // '/gr%C3%B6%C3%9Fe/:größe'
 * @see https://url.spec.whatwg.org/#path-percent-encode-set
 */
export function encodePathText(path: string): string {
  return ENCODED.test(path) ? mapPathText(path, encodeText) : path;
}

/** Characters that clients always encode in a path, and a percent sign that does not begin an escape. */
const ENCODED = /[^\x21-\x7e]|["#<>?`{}]|%(?![\da-fA-F]{2})/u;
const EACH_ENCODED = new RegExp(ENCODED, 'gu');

function encodeText(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(EACH_ENCODED, encodeURIComponent);
}

function normalizeText(text: string): string {
  return text.replace(/(?:%[\da-fA-F]{2})+|%/g, (escapes) => {
    if (escapes === '%') return '%25';
    try {
      return [...decodeURIComponent(escapes)].map(normalizeCharacter).join('');
    } catch {
      return escapes;
    }
  });
}

function normalizeCharacter(character: string): string {
  if (character !== '%' && ENCODED.test(character)) return character;
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/**
 * Replaces the text between the parameters of a path. A path that cannot be parsed is returned unchanged: the router of
 * its platform reports it, or has a syntax of its own.
 */
export function mapPathText(path: string, map: (text: string) => string): string {
  let tokens: Token[];
  try {
    ({ tokens } = parse(path));
  } catch {
    return path;
  }
  return stringify(new TokenData(tokens.map((token) => mapToken(token, map))));
}

function mapToken(token: Token, map: (text: string) => string): Token {
  if (token.type === 'text') return { type: 'text', value: map(token.value) };
  return token.type === 'group' ? { type: 'group', tokens: token.tokens.map((inner) => mapToken(inner, map)) } : token;
}
