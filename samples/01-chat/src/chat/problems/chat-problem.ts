import { WsException } from '@portico/websockets';
import type { Problem } from '../protocol.js';

/** An error that the sender can correct. Any other error is an error of the server. */
export class ChatProblem extends WsException {
  constructor(readonly details: Omit<Problem, 'event' | 'ref'>) {
    super(details);
  }
}
