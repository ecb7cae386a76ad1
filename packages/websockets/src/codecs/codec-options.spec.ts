import { expect, it } from 'vitest';
import { jsonRpc } from './json-rpc.js';
import { messagePack } from './message-pack.js';
import { portico1 } from './portico1.js';

/** As from configuration, whose type is not known. */
const INVALID: readonly any[] = [Number.NaN, -1, 0, 1.5, '10'];

it.each([
  ['portico.1', 'maxOpenRequests', portico1],
  ['portico.1.msgpack', 'maxOpenRequests', messagePack],
  ['jsonrpc', 'maxOpenRequests', jsonRpc],
  ['jsonrpc', 'maxBatchSize', jsonRpc],
  ['jsonrpc', 'maxStreamValues', jsonRpc],
] as const)('the codec %s refuses %s unless it is a positive integer', (protocol, option, create) => {
  for (const value of INVALID) {
    expect(() => create({ [option]: value })).toThrow(
      `PORTICO_INVALID_NUMBER: The codec ${protocol} sets ${option} to`,
    );
  }
  for (const value of [undefined, null, 1, Infinity])
    expect(create({ [option]: value as number }).protocol).toBe(protocol);
});
