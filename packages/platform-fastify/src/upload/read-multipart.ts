import type { Multipart, MultipartFile } from '@fastify/multipart';
import { BadRequestException, PayloadTooLargeException } from '@portico/common';
import { checkFormSize, checkFormUnread, limitFormSize, numberOption } from '@portico/core/adapters';
import type { FastifyRequest } from 'fastify';
import { multipartLate, otherPlatform } from '../errors.js';
import type { FileCollector } from './file-collector.js';
import { FIELD_NAME_LIMITS, FormFields } from './form-fields.js';
import type {
  IncomingMultipartFile,
  MultipartFileStream,
  MultipartLimits,
  MultipartOptions,
  MultipartStorageEngine,
  UploadedMultipartFile,
} from './multipart-contracts.js';

/** The request with the properties that the interceptors use. */
export type MultipartRequest = Omit<FastifyRequest, 'file' | 'files' | 'body'> & {
  body: unknown;
  file?: unknown;
  files?: unknown;
};

/**
 * Reads the whole form: text fields into `request.body`, files through the storage engine into the collector. If
 * anything fails, files that are already stored are removed and the rest of the body is discarded.
 *
 * @returns the files that were stored
 */
export async function readMultipart(
  request: FastifyRequest,
  options: MultipartOptions,
  storage: MultipartStorageEngine,
  collector: FileCollector,
): Promise<UploadedMultipartFile[]> {
  const fields = fieldsOf(options);
  const stored: UploadedMultipartFile[] = [];
  try {
    for await (const part of multipartParts(request, options, collector.maxCount)) {
      if (part.type === 'field') {
        addField(fields, part, options);
        continue;
      }
      const incoming = incomingFile(part, options);
      if (!incoming) continue;
      if (!collector.admits(incoming.fieldname)) throw unexpectedFile(incoming.fieldname);
      if (await isRefused(options, request, incoming)) {
        part.file.resume();
        continue;
      }
      const file = await store(storage, request, { ...incoming, stream: limited(part) });
      stored.push(file);
      collector.add(file);
    }
  } catch (error) {
    discardBody(request);
    await removeAll(storage, request, stored);
    throw error;
  }
  request.body = fields.finish();
  return stored;
}

/**
 * Returns the parts of the form, one after the other.
 *
 * @param fileCount how many files the route accepts; undefined if it accepts any number
 */
export async function* multipartParts(
  request: FastifyRequest,
  options: MultipartOptions,
  fileCount: number | undefined,
): AsyncGenerator<Multipart> {
  const parts = partsOf(request, options);
  checkFormUnread(request.raw);
  let current: Multipart | undefined;
  let tooLarge: PayloadTooLargeException | undefined;
  limitFormSize(request.raw, options.limits, fileCount, (error) => {
    tooLarge = error;
    if (current?.type === 'file') current.file.destroy(error);
  });
  for await (current of parts) {
    if (tooLarge) throw tooLarge;
    yield current;
  }
  if (tooLarge) throw tooLarge;
}

function partsOf(request: FastifyRequest, options: MultipartOptions): AsyncIterableIterator<Multipart> {
  if (typeof request.parts !== 'function') throw request.raw === undefined ? otherPlatform() : multipartLate();
  // A file that exceeds its limit fails through its own stream, see `limited`, so that the reply does not wait for its
  // end.
  return request.parts({
    throwFileSizeLimit: false,
    ...(options.limits && { limits: withEnoughParts(options.limits) }),
    ...(options.preservePath && { preservePath: true }),
    // The types of the plugin omit options of its parser.
  } as Parameters<FastifyRequest['parts']>[0]);
}

/** Limits that the plugin does not apply; their defaults depend on other options. */
const NAME_LIMITS = [
  ['fieldNameSize', 'bytesOrNone'],
  ['fieldNestingDepth', 'countOrNone'],
  ['fieldArrayIndexLimit', 'countOrNone'],
] as const;

/**
 * Checks the limits that are not those of the plugin.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 */
export function checkLimits({ limits }: MultipartOptions): void {
  checkFormSize(limits);
  for (const [name, kind] of NAME_LIMITS)
    numberOption('A file interceptor', `limits.${name}`, limits?.[name], { kind });
}

/** How many parts the plugin allows by default. */
const PARTS = 1_000;

/** The limit on parts must not be lower than the fields and files that `limits` allow. */
function withEnoughParts({ parts, ...limits }: MultipartLimits): MultipartLimits {
  const enough = parts ?? (limits.fields ?? 0) + (limits.files ?? 0);
  return parts === undefined && enough <= PARTS ? limits : { ...limits, parts: enough };
}

/**
 * The file of a part, or undefined if it has no name: browsers send such a part for an input without a file. Its content
 * is discarded.
 */
export function incomingFile(part: MultipartFile, options: MultipartOptions): IncomingMultipartFile | undefined {
  const fieldname = fieldNameOf(part, options);
  if (part.filename) {
    return { fieldname, originalname: unescaped(part.filename), encoding: part.encoding, mimetype: part.mimetype };
  }
  part.file.resume();
  return undefined;
}

/** The plugin passes on parts without a name, whose type says otherwise, and ignores the limit of names. */
function fieldNameOf({ fieldname }: { fieldname: string | undefined }, { limits }: MultipartOptions): string {
  if (!fieldname) throw new BadRequestException('Field name missing');
  if (fieldname.length > (limits?.fieldNameSize ?? Infinity)) throw new BadRequestException('Field name too long');
  return unescaped(fieldname);
}

/** Browsers write quotes and line breaks in names as these three escapes, and no other character. */
function unescaped(name: string): string {
  // A file of this name cannot be created. The parser of Express refuses the header.
  if (name.includes('\0')) throw new BadRequestException('Multipart: Malformed part header');
  return name.replace(/%0A|%0D|%22/gi, decodeURIComponent);
}

/** Returns the content of a file; it fails with 413 at the limit. */
export function limited(part: MultipartFile): MultipartFile['file'] {
  const { file } = part;
  if (file.truncated) throw fileTooLarge(); // a small file has been read to its limit before anybody asks for it
  file.once('limit', () => file.destroy(fileTooLarge()));
  return file;
}

export function fieldsOf({ limits = {} }: MultipartOptions): FormFields {
  const { largestIndex, deepestNesting } = FIELD_NAME_LIMITS;
  return new FormFields({
    largestIndex: limits.fieldArrayIndexLimit ?? Math.max(largestIndex, limits.fields ?? 0),
    deepestNesting: limits.fieldNestingDepth ?? deepestNesting,
  });
}

export function addField(
  fields: FormFields,
  part: Extract<Multipart, { type: 'field' }>,
  options: MultipartOptions,
): void {
  const fieldname = fieldNameOf(part, options);
  if (part.valueTruncated) throw new BadRequestException(`Field value too long - ${fieldname}`);
  fields.add(fieldname, part.value);
}

export function unexpectedFile(fieldname: string): BadRequestException {
  return new BadRequestException(`Unexpected file field - ${fieldname}`);
}

function fileTooLarge(): PayloadTooLargeException {
  return new PayloadTooLargeException('File too large');
}

/** Discards the rest of the body, so that the connection can be used for the reply. */
export function discardBody(request: FastifyRequest): void {
  request.raw?.unpipe();
  request.raw?.resume();
}

export async function isRefused(
  options: MultipartOptions,
  request: FastifyRequest,
  file: IncomingMultipartFile,
): Promise<boolean> {
  const { fileFilter } = options;
  if (!fileFilter) return false;
  const accepted = await new Promise<boolean>((resolve, reject) => {
    const answer = fileFilter(request, file, (error, accept) => (error ? reject(error) : resolve(accept)));
    if (answer instanceof Promise) answer.then(resolve, reject);
    else if (typeof answer === 'boolean') resolve(answer);
  });
  return !accepted;
}

async function store(
  storage: MultipartStorageEngine,
  request: FastifyRequest,
  file: MultipartFileStream,
): Promise<UploadedMultipartFile> {
  const info = await new Promise<Partial<UploadedMultipartFile>>((resolve, reject) => {
    const taken = storage._handleFile(request, file, (error, facts) => (error ? reject(error) : resolve(facts ?? {})));
    if (taken instanceof Promise) taken.then((facts) => facts && resolve(facts), reject);
  });
  const { stream: _, ...facts } = file;
  return { ...facts, size: 0, ...info };
}

/** Removes stored files. */
export async function removeAll(
  storage: MultipartStorageEngine,
  request: FastifyRequest,
  files: readonly UploadedMultipartFile[],
): Promise<void> {
  for (const file of files) {
    // Errors of the clean-up are ignored: the original failure is reported, and the other files still have to be
    // removed.
    await new Promise<void>((resolve, reject) => {
      const removed = storage._removeFile(request, file, () => resolve());
      if (removed instanceof Promise) removed.then(resolve, reject);
    }).catch(() => undefined);
  }
}
