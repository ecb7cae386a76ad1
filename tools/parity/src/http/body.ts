import type { BodyKind, MultipartKind } from './case.js';

export interface Body {
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string | Buffer;
}

const json = (data: string): Body => ({ headers: { 'content-type': 'application/json' }, data });
const form = (data: string): Body => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, data });
const typed = (type: string, data: string | Buffer): Body => ({ headers: { 'content-type': type }, data });

const BOUNDARY = 'form';

/** A form: fields as text, files with a name and a type. */
function multipart(...parts: readonly (readonly [name: string, value: string, file?: string, type?: string])[]): Body {
  const written = parts.map(([name, value, file, type = 'text/plain']) => {
    const head = `Content-Disposition: form-data; name="${name}"`;
    return file === undefined
      ? `${head}\r\n\r\n${value}`
      : `${head}; filename="${file}"\r\nContent-Type: ${type}\r\n\r\n${value}`;
  });
  const data = [...written.map((part) => `--${BOUNDARY}\r\n${part}\r\n`), `--${BOUNDARY}--\r\n`].join('');
  return typed(`multipart/form-data; boundary=${BOUNDARY}`, data);
}

const forms: Readonly<Record<MultipartKind, Body>> = {
  oneFile: multipart(['file', 'content', 'a.txt']),
  twoFiles: multipart(['file', 'one', 'a.txt'], ['file', 'two', 'b.txt']),
  fileAndFields: multipart(['name', 'n'], ['file', 'content', 'a.txt'], ['age', '3'], ['more', 'other', 'c.txt']),
  onlyFields: multipart(['name', 'n'], ['age', '3'], ['age', '4']),
  otherField: multipart(['unexpected', 'content', 'a.txt']),
  nestedFields: multipart(['a[b]', '1'], ['list[]', 'x'], ['list[]', 'y'], ['a[c]', '2']),
  largeFile: multipart(['file', 'x'.repeat(100_000), 'large.txt']),
  imageFile: multipart(['file', '\x89PNG\r\n\x1a\n', 'a.png', 'image/png']),
  emptyFile: multipart(['file', '', 'empty.txt']),
  namedInUtf8: multipart(['file', 'content', 'ü 汉.txt']),
  manyParts: multipart(...Array.from({ length: 12 }, (_, index) => [`f${index}`, 'v'] as const)),
  emptyForm: multipart(),
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
