/**
 * Keeps the event loop of this process turning until the result is called. A load that waits for replies sleeps if the
 * server is slower, and then each reply has to wake it up, which the system counts as work of the server: a subject would
 * pay for how fast the load is.
 */
export function keepAwake(): () => void {
  let turning = setImmediate(function turn() {
    turning = setImmediate(turn);
  });
  return () => clearImmediate(turning);
}
