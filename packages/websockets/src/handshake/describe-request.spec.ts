import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { describeRequest } from './describe-request.js';
import { HandshakeAttempt } from './handshake-attempt.js';
import { UpgradeHandshake } from './pending-client.js';

/** As on Bun. */
class RequestWithSignal extends IncomingMessage {
  get signal(): AbortSignal {
    return new AbortController().signal;
  }
}

it('replaces the signal that requests of the runtime have', () => {
  const socket = new Socket();
  const request = new RequestWithSignal(socket);
  const attempt = new HandshakeAttempt(new UpgradeHandshake(request, socket));
  describeRequest(request, attempt, () => '127.0.0.1');
  expect(request.signal).toBe(attempt.signal);
  attempt.end(true);
  expect(request.signal.aborted).toBe(true);
});
