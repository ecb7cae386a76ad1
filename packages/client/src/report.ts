/** An error of a listener must not affect other listeners, later frames, or the connection. */
export function report(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
