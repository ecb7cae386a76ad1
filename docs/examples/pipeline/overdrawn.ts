/** An error of the domain, independent of HTTP and WebSockets. */
export class OverdrawnError extends Error {
  constructor(readonly missing: number) {
    super(`${missing} too much`);
  }
}
