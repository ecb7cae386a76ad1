import { setImmediate } from 'node:timers';
import { emptySequence, type FrameSequence } from './framing.js';

/** A socket that holds frames back until they are flushed together. */
export interface HoldingSocket {
  flush(): void;
}

/**
 * Frames are held back from the first one to the end of the poll phase of the event loop, in which Node.js reads from every
 * socket that has data. Then all frames of a socket are written with one system call. A single message waits only for the
 * messages of the same iteration.
 */
let holding: HoldingSocket[] = [];
let start: FrameSequence = emptySequence();

/** Adds a socket that is flushed at the end of the poll phase, and returns the start of its sequence. */
export function joinFrames(socket: HoldingSocket): FrameSequence {
  if (holding.length === 0) setImmediate(flushAll);
  holding.push(socket);
  return start;
}

function flushAll(): void {
  const sockets = holding;
  holding = [];
  start = emptySequence();
  for (const socket of sockets) socket.flush();
}
