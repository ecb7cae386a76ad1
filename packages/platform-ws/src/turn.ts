import { emptySequence, type FrameSequence } from './framing.js';

/** A socket that holds frames back until the turn ends. */
export interface HoldingSocket {
  flush(): void;
}

/**
 * A turn: from the first frame that a socket holds back to the end of the poll phase, in which Node
 * has read from every socket that had something to say. Then all frames of a socket leave with one
 * system call, and a message that comes alone waits for nothing but its neighbours.
 */
let holding: HoldingSocket[] = [];
let start: FrameSequence = emptySequence();

/** Keeps a socket to be flushed at the end of the turn, and tells where its sequence starts. */
export function joinTurn(socket: HoldingSocket): FrameSequence {
  if (holding.length === 0) setImmediate(endTurn);
  holding.push(socket);
  return start;
}

function endTurn(): void {
  const sockets = holding;
  holding = [];
  start = emptySequence();
  for (const socket of sockets) socket.flush();
}
