import { SYMBOL_METADATA } from '@portico/common/internal';
import { expect, it } from 'vitest';
import { markTransportMember, readTransportMember } from './transport-metadata.js';

const MEMBER = { decorator: '@Consume()', classDecorator: '@Consumer()' };

it('is found on the class of a method and on subclasses, in both dialects', () => {
  class Legacy {}
  class Standard {}
  class Unmarked {}
  markTransportMember(Legacy.prototype, 'method', MEMBER);
  const metadata = {};
  markTransportMember(() => undefined, { kind: 'method', name: 'method', metadata }, MEMBER);
  Object.defineProperty(Standard, SYMBOL_METADATA, { value: metadata });
  for (const type of [Legacy, Standard]) {
    expect(readTransportMember(type)).toBe(MEMBER);
    expect(readTransportMember(class extends type {})).toBe(MEMBER);
  }
  expect(readTransportMember(Unmarked)).toBeUndefined();
  expect(readTransportMember(() => undefined)).toBeUndefined();
});
