import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { isPromiseLike } from '@portico/common/internal';
import type { HandshakeCheck, HandshakeRefusal } from '../contracts/adapter/handshake.js';
import { holdUpgrade } from '../handshake/hold-upgrade.js';
import { invalidUpgrade } from '../handshake/invalid-upgrade.js';
import { UpgradeHandshake } from '../handshake/pending-client.js';
import { failUpgrade, refuseHandshake } from './end-upgrade.js';

/** Passes an upgrade on if the check accepts the client. Otherwise it responds with the HTTP status of the refusal. */
export function checkUpgrade(
  check: HandshakeCheck,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  accept: (head: Buffer) => void,
): void {
  const decide = (refusal: HandshakeRefusal | undefined, early: Buffer): void => {
    if (refusal) refuseHandshake(socket, refusal);
    else accept(early);
  };
  const verdict = invalidUpgrade(request) ?? check(new UpgradeHandshake(request, socket));
  if (!isPromiseLike(verdict)) {
    decide(verdict, head);
    return;
  }
  const release = holdUpgrade(socket);
  verdict
    .then((refusal) => {
      const early = release();
      if (!socket.destroyed) decide(refusal, Buffer.concat([head, early]));
    })
    .catch((error) => failUpgrade(request, socket, error));
}
