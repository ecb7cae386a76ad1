/** What the domain knows: nothing of HTTP, nothing of sockets. */
export class OverdrawnError extends Error {
  constructor(readonly missing: number) {
    super(`${missing} too much`);
  }
}
