import { partsOf } from '../body.js';
import type { MultipartKind, UploadCase } from '../case.js';
import { LIMITS } from '../upload.js';

/** How many of the rules of an upload a form breaks: its limit, the files that are expected, and the syntax of forms. */
export function brokenRules({ kind, maxCount, limits }: UploadCase, form: MultipartKind): number {
  const parts = partsOf(form);
  // It is unknown how much of a malformed form has been read.
  if (parts === undefined) return limits === undefined ? 1 : 2;
  const files = parts.filter(([, , file]) => file !== undefined);
  const exceeds = {
    fileSize: files.some(([, content]) => content.length > LIMITS.fileSize),
    files: files.length > LIMITS.files,
    fields: parts.length - files.length > LIMITS.fields,
    parts: parts.length > LIMITS.parts,
    fieldSize: parts.some(([, value, file]) => file === undefined && value.length > LIMITS.fieldSize),
  };
  const count = (name: string) => files.filter(([field]) => field === name).length;
  const most = maxCount ?? Number.POSITIVE_INFINITY;
  const others = files.length - count('file');
  const isUnexpected = {
    file: others > 0 || count('file') > 1,
    files: others > 0 || count('file') > most,
    fields: others > count('more') || count('file') > most || count('more') > 1,
    any: false,
    none: files.length > 0,
  }[kind];
  return [limits !== undefined && exceeds[limits], isUnexpected].filter(Boolean).length;
}
