import { isPromiseLike } from '@portico/common/internal';
import type { CompiledHandler } from '@portico/core/transports';
import { holdEvents } from '../clients/send-to-client.js';
import type { HandshakeCheck, HandshakeRefusal } from '../contracts/handshake.js';
import { HandshakeResponse } from './handshake-response.js';

/** Lets the guards of a gateway decide. */
export function guardCheck(guards: CompiledHandler): HandshakeCheck {
  return (handshake) => {
    const { client, request } = handshake;
    const response = new HandshakeResponse();
    holdEvents(client);
    const decide = (verdict: unknown): HandshakeRefusal | undefined =>
      verdict === true ? undefined : response.refusal;
    const verdict = guards.invoke(client, request, response, 'handleConnection');
    return isPromiseLike(verdict) ? Promise.resolve(verdict).then(decide) : decide(verdict);
  };
}
