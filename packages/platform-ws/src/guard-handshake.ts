import { failUpgrade, onlyFirst, runGuarded } from '@portico/websockets';
import type { VerifyClientCallbackAsync } from 'ws';
import type { WsVerifyClient } from './options.js';

type Decide = Parameters<VerifyClientCallbackAsync>[1];

/**
 * Guards a `verifyClient` of the application: when it throws or rejects, its client gets a 500, and the promise of a
 * `verifyClient(info)` decides. ws alone would take any promise for consent, and leave the handshake of a failed one open.
 */
export function guardHandshake(verify: WsVerifyClient): VerifyClientCallbackAsync {
  return (info, tell) => {
    const decide: Decide = onlyFirst((...decision) => {
      try {
        tell(...decision);
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
        // Any promise, and any other object: as a value it is consent.
        return Promise.resolve(accepted).then((value) => decide(Boolean(value)));
      },
      () => decide(false, 500),
    );
  };
}
