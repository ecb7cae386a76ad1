import { isPromiseLike } from '@portico/common/internal';
import type { CompiledHandler } from '@portico/core/transports';
import type { AddressOf } from '../connections/client-address.js';
import { holdEvents } from '../connections/send-to-client.js';
import type { HandshakeRefusal } from '../contracts/adapter/handshake.js';
import { describeRequest } from './describe-request.js';
import type { AttemptCheck } from './handshake-attempt.js';
import { HandshakeResponse } from './handshake-response.js';
import { PendingClient } from './pending-client.js';

/** Makes a check of the guards of a gateway. */
export function guardCheck(guards: CompiledHandler, addressOf: AddressOf): AttemptCheck {
  return (handshake, attempt) => {
    const { client, request } = handshake;
    const response = new HandshakeResponse();
    describeRequest(request, attempt, addressOf);
    // A pending client cannot be sent events.
    if (!(client instanceof PendingClient)) holdEvents(client);
    // A guard that has sent a response itself has refused the client, whatever it returns.
    const decide = (verdict: unknown): HandshakeRefusal | undefined =>
      verdict === true && !response.writableEnded ? undefined : response.refusal;
    const verdict = guards.invoke(client, request, response, 'handleConnection');
    if (!isPromiseLike(verdict)) return decide(verdict);
    return new Promise((resolve) => {
      response.onEnd = () => resolve(response.refusal);
      if (response.writableEnded) resolve(response.refusal);
      else {
        verdict.then(
          (value) => resolve(decide(value)),
          (error) => {
            response.fail(error);
            resolve(response.refusal);
          },
        );
      }
    });
  };
}
