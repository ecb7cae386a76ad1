import { WsException } from '@portico/websockets';
import type { Problem } from '../protocol.js';

/** A refusal that the sender can understand and mend. Anything else that is thrown is our own fault. */
export class ChatProblem extends WsException {
  constructor(readonly details: Omit<Problem, 'event' | 'ref'>) {
    super(details);
  }
}
