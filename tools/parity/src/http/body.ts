import type { BodyKind, MultipartKind } from './case.js';

export interface Body {
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string | Buffer;
}

const json = (data: string): Body => ({ headers: { 'content-type': 'application/json' }, data });
const form = (data: string): Body => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, data });
const typed = (type: string, data: string | Buffer): Body => ({ headers: { 'content-type': type }, data });

const BOUNDARY = 'form';

/** A field, or a file with its name and type. */
type Part = readonly [name: string, value: string, file?: string, type?: string];

/** A form as it is written. */
function multipart(parts: readonly Part[]): Body {
  const written = parts.map(([name, value, file, type = 'text/plain']) => {
    const head = `Content-Disposition: form-data; name="${name}"`;
    return file === undefined
      ? `${head}\r\n\r\n${value}`
      : `${head}; filename="${file}"\r\nContent-Type: ${type}\r\n\r\n${value}`;
  });
  const data = [...written.map((part) => `--${BOUNDARY}\r\n${part}\r\n`), `--${BOUNDARY}--\r\n`].join('');
  return typed(`multipart/form-data; boundary=${BOUNDARY}`, data);
}

type BrokenKind = 'brokenForm' | 'brokenPart' | 'noBoundary';

const parts: Readonly<Record<Exclude<MultipartKind, BrokenKind>, readonly Part[]>> = {
  oneFile: [['file', 'content', 'a.txt']],
  twoFiles: [
    ['file', 'one', 'a.txt'],
    ['file', 'two', 'b.txt'],
  ],
  fileAndFields: [
    ['name', 'n'],
    ['file', 'content', 'a.txt'],
    ['age', '3'],
    ['more', 'other', 'c.txt'],
  ],
  onlyFields: [
    ['name', 'n'],
    ['age', '3'],
    ['age', '4'],
  ],
  otherField: [['unexpected', 'content', 'a.txt']],
  nestedFields: [
    ['a[b]', '1'],
    ['list[]', 'x'],
    ['list[]', 'y'],
    ['a[c]', '2'],
  ],
  largeFile: [['file', 'x'.repeat(100_000), 'large.txt']],
  imageFile: [['file', '\x89PNG\r\n\x1a\n', 'a.png', 'image/png']],
  emptyFile: [['file', '', 'empty.txt']],
  namedInUtf8: [['file', 'content', 'ü 汉.txt']],
  manyParts: Array.from({ length: 12 }, (_, index) => [`f${index}`, 'v']),
  emptyForm: [],
};

const broken: Readonly<Record<BrokenKind, Body>> = {
  brokenForm: typed(
    `multipart/form-data; boundary=${BOUNDARY}`,
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nno end`,
  ),
  brokenPart: typed(
    `multipart/form-data; boundary=${BOUNDARY}`,
    `--${BOUNDARY}\r\nno header\r\n\r\nx\r\n--${BOUNDARY}--`,
  ),
  noBoundary: typed('multipart/form-data', 'content'),
};

const forms: Readonly<Record<MultipartKind, Body>> = {
  ...mapValues(parts, multipart),
  ...broken,
};

function mapValues<K extends string, V, W>(from: Readonly<Record<K, V>>, to: (value: V) => W): Record<K, W> {
  return Object.fromEntries(Object.entries<V>(from).map(([key, value]) => [key, to(value)])) as Record<K, W>;
}

/** The parts of a form; `undefined` if it cannot be read to its end. */
export function partsOf(kind: MultipartKind): readonly Part[] | undefined {
  return (parts as Partial<Record<MultipartKind, readonly Part[]>>)[kind];
}

export function isMultipart(kind: BodyKind | undefined): kind is MultipartKind {
  return kind !== undefined && kind in forms;
}

export const bodies: Readonly<Record<BodyKind, Body>> = {
  ...forms,
  json: json('{"a":1}'),
  validJson: json('{"name":"n","age":3}'),
  nestedJson: json('{"inner":{"name":"n"},"list":[{"name":"m","age":"4"}]}'),
  wrongJson: json('{"name":5,"age":"x","more":true,"inner":{"name":1},"list":[{}]}'),
  jsonArray: json('[1,{"name":"n"}]'),
  jsonText: json('"text"'),
  jsonNull: json('null'),
  badJson: json('{"a":'),
  emptyJson: json(''),
  protoJson: json('{"__proto__":{"a":1},"b":2}'),
  jsonCharset: typed('application/json; charset=utf-8', '{"a":"ü"}'),
  jsonLatin: typed('application/json; charset=iso-8859-1', Buffer.from('{"a":"ü"}', 'latin1')),
  largeJson: json(`{"a":"${'x'.repeat(150_000)}"}`),
  hugeJson: json(`{"a":"${'x'.repeat(1_200_000)}"}`),
  form: form('a=1&b=2&b=3&name=n'),
  formNested: form('a[b][c]=1&list[]=x&name=n&age=3'),
  text: typed('text/plain', 'text'),
  xml: typed('application/xml', '<a/>'),
  noType: { headers: {}, data: 'no type' },
  badGzip: { headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, data: 'not gzip' },
  unknownEncoding: { headers: { 'content-type': 'application/json', 'content-encoding': 'what' }, data: '{}' },
  badType: typed('not a type', '{}'),
  aborted: { headers: { 'content-type': 'application/json', 'content-length': '100' }, data: '{"a":' },
};
