import { failUpgrade, onlyFirst, runGuarded } from '@portico/websockets/adapters';
import type { VerifyClientCallbackAsync } from 'ws';
import type { WsVerifyClient } from '../options.js';

type Decide = Parameters<VerifyClientCallbackAsync>[1];

/**
 * Guards a `verifyClient` of the application: if it throws or rejects, the client gets a 500, and the promise of
 * `verifyClient(info)` is awaited. ws itself would treat any promise as acceptance, and leave the handshake of a failed
 * one open.
 */
export function guardHandshake(verify: WsVerifyClient): VerifyClientCallbackAsync {
  return (info, callback) => {
    const decide: Decide = onlyFirst((...decision) => {
      try {
        callback(...decision);
      } catch (error) {
        // The client was accepted, and `handleProtocols` or a listener of the server failed.
        failUpgrade(info.req, info.req.socket, error);
      }
    });
    runGuarded(
      'verifyClient()',
      () => {
        if (verify.length >= 2) return verify(info, decide);
        const accepted = verify(info, decide);
        if (typeof accepted !== 'object' || accepted === null) return decide(Boolean(accepted));
        // Any promise or other object counts as acceptance.
        return Promise.resolve(accepted).then((value) => decide(Boolean(value)));
      },
      () => decide(false, 500),
    );
  };
}
