import fc, { type Arbitrary } from 'fast-check';
import type {
  BodyKind,
  FilePipe,
  FilterKind,
  GuardKind,
  InterceptorKind,
  MultipartKind,
  ParameterCase,
  ParsePipe,
  PipeKind,
  ReplyKind,
  TypeKind,
  UploadCase,
} from './case.js';
import { few, mostly, of, sparse } from './sparse.js';

/** What happens to a request once its route is found: enhancers, parameters, replies. */

const guard = mostly<GuardKind>(
  ['pass'],
  ['passAsync', 'passStream', 'refuse', 'refuseAsync', 'throw', 'throwHttp', 'reject'],
  2,
);
const interceptor = mostly<InterceptorKind>(
  ['pass'],
  ['wrap', 'replace', 'empty', 'throw', 'reject', 'catch', 'failAfter', 'twice'],
  1,
);
const pipe = of<PipeKind>('pass', 'tag', 'throw', 'validate', 'validateTransform', 'validateWhitelist');
const filter = of<FilterKind>('all', 'http', 'badRequest', 'rethrow', 'throw', 'base');

export const enhancers = {
  guards: few(guard),
  interceptors: few(interceptor),
  pipes: few(pipe),
  filters: few(filter),
};

const parsePipe = of<ParsePipe>(
  'int',
  'bool',
  'float',
  'uuid',
  'array',
  'intArray',
  'enum',
  'default',
  'defaultInt',
  'date',
  'optionalInt',
);
const typeKind = of<TypeKind>('dto', 'nestedDto', 'number', 'boolean', 'string', 'array', 'object');

export const parameter: Arbitrary<ParameterCase> = fc.oneof(
  {
    weight: 4,
    arbitrary: sparse<ParameterCase>(
      { from: of('param', 'query', 'body') },
      { key: [50, of('id', 'q', 'name', 'rest', 'a')], pipe: [30, parsePipe], type: [40, typeKind] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('ip', 'host', 'session', 'rawBody', 'custom', 'headers')
      .map((from) => ({ from }) as ParameterCase),
  },
);

/** The parameters of a handler with an upload. */
export const fileParameter = fc.oneof(
  {
    weight: 3,
    arbitrary: sparse<ParameterCase>(
      { from: of('file', 'files') },
      { pipe: [50, of<FilePipe>('required', 'optional', 'size', 'type', 'status')] },
    ),
  },
  { weight: 1, arbitrary: parameter },
);

export const upload = sparse<UploadCase>(
  { kind: of<UploadCase['kind']>('file', 'files', 'fields', 'any', 'none') },
  {
    maxCount: [30, of(1, 2)],
    limits: [30, of('fileSize', 'files', 'fields', 'parts', 'fieldSize')],
    filter: [20, of('accepts', 'skips', 'refuses')],
  },
);

export const form = of<MultipartKind>(
  'oneFile',
  'fileAndFields',
  'twoFiles',
  'onlyFields',
  'otherField',
  'nestedFields',
  'largeFile',
  'imageFile',
  'emptyFile',
  'namedInUtf8',
  'manyParts',
  'emptyForm',
  'brokenForm',
  'brokenPart',
  'noBoundary',
);

export const plainReply = of<ReplyKind>('text', 'echo', 'object');

export const reply = of<ReplyKind>(
  'text',
  'echo',
  'object',
  'html',
  'array',
  'number',
  'zero',
  'true',
  'false',
  'null',
  'undefined',
  'empty',
  'bigint',
  'promise',
  'observable',
  'observableMany',
  'observableEmpty',
  'observableError',
  'buffer',
  'uint8',
  'streamableFile',
  'streamableOptions',
  'date',
  'circular',
  'toJson',
  'instance',
  'manual',
  'passthrough',
  'passthroughHeader',
  'redirectValue',
  'sse',
  'sseMessages',
  'throwHttp',
  'throwHttpObject',
  'throwHttpDescription',
  'throwError',
  'throwString',
  'throwUndefined',
  'throwObject',
  'throwStatusError',
  'reject',
  'throwCause',
  'throwTeapot',
  'throwArray',
);

export const body = of<BodyKind>(
  'json',
  'validJson',
  'nestedJson',
  'wrongJson',
  'jsonArray',
  'form',
  'formNested',
  'text',
  'jsonText',
  'jsonNull',
  'badJson',
  'emptyJson',
  'protoJson',
  'jsonCharset',
  'jsonLatin',
  'largeJson',
  'hugeJson',
  'xml',
  'noType',
  'badGzip',
  'unknownEncoding',
  'badType',
  'aborted',
);
