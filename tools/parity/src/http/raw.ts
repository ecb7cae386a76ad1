import type { RawKind } from './case.js';

/** Requests that an HTTP client library would not send. `target` is that of the composed request. */
export const raws: Readonly<Record<RawKind, (target: string) => string>> = {
  http10: (target) => `GET ${target} HTTP/1.0\r\n\r\n`,
  noHost: (target) => `GET ${target} HTTP/1.1\r\nConnection: close\r\n\r\n`,
  asterisk: () => 'OPTIONS * HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n',
  badHeader: (target) => `GET ${target} HTTP/1.1\r\nHost: h.test\r\nbad header\r\n\r\n`,
  badMethod: (target) => `FETCH ${target} HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n`,
  utf8Path: (target) => `GET ${target}/ü HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n`,
  connect: () => 'CONNECT h.test:443 HTTP/1.1\r\nHost: h.test:443\r\n\r\n',
  pipelined: (target) => {
    const one = (end: string) => `GET ${target} HTTP/1.1\r\nHost: h.test\r\nConnection: ${end}\r\n\r\n`;
    return one('keep-alive') + one('close');
  },
  badLength: (target) => `POST ${target} HTTP/1.1\r\nHost: h.test\r\nContent-Length: -1\r\n\r\n`,
  twoLengths: (target) => `POST ${target} HTTP/1.1\r\nHost: h.test\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
  badChunk: (target) =>
    `POST ${target} HTTP/1.1\r\nHost: h.test\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n`,
  expect: (target) =>
    `POST ${target} HTTP/1.1\r\nHost: h.test\r\nExpect: 100-continue\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
};
