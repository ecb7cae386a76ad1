/** A code block of a document, and the place that it is cut from. */
export interface Snippet {
  /** Path from the root of the repository. */
  readonly file: string;
  /** The `#region` of the file, or the whole file without one. */
  readonly region: string | undefined;
  readonly code: string;
  /** The line of the marker in the document, from 1. */
  readonly line: number;
}

/**
 * A block is cut from a file when a marker stands right before it:
 * `<!-- snippet: samples/01-chat/src/main.ts#listen -->`.
 */
const MARKED_BLOCK =
  /^<!-- snippet: (?<file>[^\s#]+)(?:#(?<region>[\w-]+))? -->\n\n?```(?<language>\w+)\n(?<code>[\s\S]*?)^```$/gm;

const MARKER = /^[ \t]*<!-- snippet:/gm;

/** The marked blocks of a document, in order. */
export function snippetsOf(document: string): Snippet[] {
  return [...document.matchAll(MARKED_BLOCK)].map((match) => {
    const { file, region, code } = match.groups as { file: string; region?: string; code: string };
    return { file, region, code, line: document.slice(0, match.index).split('\n').length };
  });
}

/** The document with every marked block cut anew. */
export function withFreshSnippets(document: string, read: (file: string) => string): string {
  return document.replace(MARKED_BLOCK, (block, ...rest) => {
    const { file, region, code } = rest.at(-1) as { file: string; region?: string; code: string };
    const fresh = cut(read(file), region, file);
    return block.slice(0, block.length - code.length - 3) + fresh + block.slice(-3);
  });
}

/**
 * A region of a source, without the marks of the regions inside it and without the indent that all of its lines share.
 *
 * @throws Error when the source has no such region
 */
export function cut(source: string, region: string | undefined, file: string): string {
  const lines = source.trimEnd().split('\n');
  const chosen = region === undefined ? lines : linesOfRegion(lines, region, file);
  const kept = chosen.filter((line) => !/^\s*(\/\/|#|<!--) ?#(end)?region\b/.test(line));
  const indent = Math.min(...kept.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  const body = kept.map((line) => line.slice(indent)).join('\n');
  return `${body.replace(/^\n+|\n+$/g, '')}\n`;
}

function linesOfRegion(lines: string[], region: string, file: string): string[] {
  const start = lines.findIndex((line) => new RegExp(`#region ${region}\\b`).test(line));
  if (start < 0) throw new Error(`${file} has no region "${region}": mark it with "// #region ${region}"`);
  let depth = 0;
  for (let index = start; index < lines.length; index++) {
    if (/#region\b/.test(lines[index] ?? '')) depth++;
    if (/#endregion\b/.test(lines[index] ?? '')) depth--;
    if (depth === 0) return lines.slice(start + 1, index);
  }
  throw new Error(`The region "${region}" of ${file} does not end: close it with "// #endregion"`);
}

/** The fenced code blocks in a language that no marker names: each has to say why in the list of exceptions. */
export function unmarkedBlocks(document: string, languages: readonly string[]): number[] {
  const marked = new Set([...document.matchAll(MARKED_BLOCK)].map((match) => match.index + match[0].indexOf('```')));
  return [...document.matchAll(/^```(\w+)\n[\s\S]*?^```$/gm)]
    .filter((match) => languages.includes(match[1] as string) && !marked.has(match.index))
    .map((match) => document.slice(0, match.index).split('\n').length);
}

/** The lines, from 1, of the markers that no code block follows: readers would see nothing there. */
export function markersWithoutBlock(document: string): number[] {
  const complete = new Set([...document.matchAll(MARKED_BLOCK)].map((match) => match.index));
  return [...document.matchAll(MARKER)]
    .filter((match) => !complete.has(match.index))
    .map((match) => document.slice(0, match.index).split('\n').length);
}
