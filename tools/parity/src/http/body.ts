import type { BodyKind } from './case.js';

export interface Body {
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string | Buffer;
}

const json = (data: string): Body => ({ headers: { 'content-type': 'application/json' }, data });
const form = (data: string): Body => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, data });
const typed = (type: string, data: string | Buffer): Body => ({ headers: { 'content-type': type }, data });

export const bodies: Readonly<Record<BodyKind, Body>> = {
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
