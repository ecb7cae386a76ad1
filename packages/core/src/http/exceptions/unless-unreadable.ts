/**
 * Reads a thrown value, which can be anything: its getters may throw, and a revoked proxy cannot even be compared with a
 * class. Returns `otherwise` if it cannot be read.
 */
export function unlessUnreadable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
