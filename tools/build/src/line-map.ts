import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/** What of a source map is published. */
export interface LineMap {
  version: number;
  file?: string;
  sources: (string | null)[];
  names: string[];
  mappings: string;
}

/**
 * A source map that says of which file and line a piece of code is, and no more: what a stack shows. Columns of columns,
 * and the names which the code keeps anyway, are most of a map. The sources themselves are not in it.
 */
export function lineMap({ version, file, sources, mappings }: LineMap): LineMap {
  const lines = decode(mappings).map(firstOfEachLine);
  return { version, ...(file && { file }), sources, names: [], mappings: encode(lines) };
}

function firstOfEachLine(segments: SourceMapSegment[]): SourceMapSegment[] {
  let last: SourceMapSegment | undefined;
  return segments.flatMap((segment): SourceMapSegment[] => {
    const [column, source, line, sourceColumn] = segment;
    if (source === undefined) return [];
    if (last && last[1] === source && last[2] === line) return [];
    last = segment;
    return [[column, source, line as number, sourceColumn as number]];
  });
}
