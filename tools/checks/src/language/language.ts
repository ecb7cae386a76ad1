import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A phrase that Portico does not use, and what it says instead. */
export interface Phrase {
  /** A regular expression; a space also matches a line break within a comment or a paragraph. */
  readonly pattern: string;
  readonly instead: string;
}

export const PHRASES: readonly Phrase[] = [
  { pattern: 'mend(s|ed|ing)?', instead: 'fix' },
  { pattern: '(lets?|letting) (\\w+ )?go( of)?', instead: 'disconnect, release, discard' },
  { pattern: 'told (of|so|to|otherwise)', instead: 'called with, notified of, configured' },
  { pattern: 'unless told', instead: 'default: X' },
  { pattern: 'whoever', instead: 'the noun that is meant: client, caller, user' },
  { pattern: 'for ever', instead: 'indefinitely; or say the limit' },
  { pattern: 'sisters?', instead: 'related, other' },
  { pattern: 'die[sd]?', instead: 'crash, exit, disconnect' },
  { pattern: 'circles?', instead: 'cycle, circular dependency' },
  { pattern: 'JSON (can.t|cannot) say', instead: 'cannot be serialized' },
  { pattern: 'has no form( for)?', instead: 'cannot be serialized' },
  { pattern: 'hears? of', instead: 'is notified of, receives' },
  { pattern: 'nobody asking', instead: 'unobserved' },
  { pattern: 'knows no', instead: 'does not support, does not depend on' },
  { pattern: 'in silence', instead: 'silently' },
  { pattern: 'without a word', instead: 'silently, by default' },
  { pattern: "ports? of gateways' own", instead: 'dedicated port' },
  { pattern: 'listened on', instead: 'cannot be opened' },
  { pattern: "one['’]s own", instead: 'your own, custom' },
  { pattern: 'as (it|they) stands?', instead: 'unchanged, current' },
  { pattern: 'letter for letter', instead: 'unchanged' },
  { pattern: 'counts? for nothing', instead: 'is ignored' },
  { pattern: 'with the eyes', instead: 'as users see it' },
  { pattern: 'gone for good', instead: 'removed permanently' },
  { pattern: 'in sight', instead: 'say what is missing' },
  { pattern: 'which nobody has', instead: 'that does not exist' },
  { pattern: 'nothing but what', instead: 'only' },
  { pattern: 'ends? the process', instead: 'crash the process, exit' },
  { pattern: 'after this page', instead: 'after reading this page, you can …' },
  { pattern: '(leads?|way) around (a|the) (guard|middleware|pipe)', instead: 'bypass' },
  { pattern: 'in vain', instead: 'fail; or say what is missing' },
  { pattern: 'told by', instead: 'duck-typed, determined from' },
  { pattern: 'for want of', instead: 'because … is missing' },
  { pattern: '(has|have|had|in) (its|their) turn', instead: 'an entry, its time, in order' },
  { pattern: 'by way of', instead: 'through' },
  { pattern: 'dearer', instead: 'slower, more expensive' },
  { pattern: 'stands? already', instead: 'is already set' },
  { pattern: 'pass(es)? for success', instead: 'be mistaken for success' },
  { pattern: 'portable face', instead: 'portable client' },
  { pattern: 'cuts? (the|its|all|their) connections?', instead: 'closes, terminates' },
  { pattern: "nobody['’]s", instead: 'say who or what is missing' },
  { pattern: '(over|on|off) the wire', instead: 'over the network, in the frame' },
  { pattern: 'ports? (is|are) taken', instead: 'is in use' },
  { pattern: 'just now', instead: 'currently, a moment ago' },
  { pattern: 'br(ea|o)k(s|e|en|ing)? off', instead: 'abort, disconnect, end early' },
  { pattern: 'hand(s|ed|ing)? over', instead: 'pass' },
  { pattern: 'all the same', instead: 'anyway, nevertheless' },
  { pattern: 'keep(s|ing)? quiet( about)?', instead: 'does not report' },
  { pattern: 'tells of', instead: 'reports' },
  { pattern: 'tak(es?|ing) its time', instead: 'is slow' },
  { pattern: 'under way', instead: 'running, pending' },
  {
    pattern:
      '(?<!there )is no (class|module|object|JSON|token|stream|method|route|middleware|array|promise|string|function|provider|parameter|HTTP|error|Observable|gateway|guard|form|number)',
    instead: 'is not a …',
  },
];

const FOLDERS = ['docs', 'packages', 'samples', 'tools'];
const SKIPPED = new Set(['node_modules', 'dist', 'out-tsc', '.nx', 'coverage']);
const READ = /\.(md|ts|mts|cts|mjs|html)$/;
/** This list and its test name the phrases; golden files, the starters of `create` and the reference are copies. */
const EXEMPT = /(^|\/)(language(\.spec)?\.ts|api\.md)$|^packages\/create\/starters\/|^docs\/reference\//;

/** The places where text of the repository uses one of the phrases, as `file:line: "phrase": say …`. */
export function unwantedPhrases(root: string, phrases: readonly Phrase[] = PHRASES): string[] {
  const patterns = phrases.map((phrase) => ({ ...phrase, regexp: regexpOf(phrase.pattern) }));
  const found: string[] = [];
  for (const file of textFiles(root)) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const { regexp, instead } of patterns) {
      for (const match of text.matchAll(regexp)) {
        const line = text.slice(0, match.index).split('\n').length;
        found.push(`${file}:${line}: "${match[0].replace(/\s+/g, ' ')}": say ${instead}`);
      }
    }
  }
  return found;
}

/** Whole words only, and no element of SVG, part of a name or address. */
export function regexpOf(pattern: string): RegExp {
  const spaced = pattern.replaceAll(' ', '(?:\\s+(?:\\*|//)?\\s*)');
  return new RegExp(`(?<![\\w<./-])${spaced}(?![\\w-])`, 'gi');
}

function* textFiles(root: string): Generator<string> {
  const top = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile() && READ.test(entry.name));
  yield* top.map(({ name }) => name);
  for (const folder of FOLDERS) yield* walk(root, folder);
}

function* walk(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* walk(root, path);
    } else if (READ.test(entry.name) && !EXEMPT.test(path)) yield path;
  }
}
