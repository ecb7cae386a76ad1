import { expect, it } from 'vitest';
import { encodeLocation } from './encode-location.js';

it.each([
  ['/kept%20escape?a=b&c=%C3%A4#x', '/kept%20escape?a=b&c=%C3%A4#x'],
  ["https://user@example.com:8080/[a]?b=!$&'()*+,;=", "https://user@example.com:8080/[a]?b=!$&'()*+,;="],
  ['/half \ud83d of a character', '/half%20%EF%BF%BD%20of%20a%20character'],
  ['/line\r\nset-cookie: a=b', '/line%0D%0Aset-cookie:%20a=b'],
  ['/100%', '/100%25'],
])('%j becomes %j', (url, location) => {
  expect(encodeLocation(url)).toBe(location);
  expect(encodeLocation(location)).toBe(location);
});
