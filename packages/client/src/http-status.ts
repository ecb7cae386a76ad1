/** The error of the ws package. It has no member for the status, and a listener for the response would have to end the request. */
const REFUSED = /^Unexpected server response: (\d{3})$/;

/** Returns the status with which a server refused a connection, if the error of the socket has it. */
export function httpStatusOf(error: unknown): number | undefined {
  const [, status] = (error instanceof Error && REFUSED.exec(error.message)) || [];
  return status === undefined ? undefined : Number(status);
}
