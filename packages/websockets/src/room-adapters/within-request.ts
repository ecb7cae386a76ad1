let isRequest = false;

/** Runs a call of a room adapter that sends a request: nothing waits for its replies after its time limit. */
export function requestWithin<T>(send: () => T): T {
  const before = isRequest;
  isRequest = true;
  try {
    return send();
  } finally {
    isRequest = before;
  }
}

/** Returns whether what is sent at the moment is a request. */
export function isWithinRequest(): boolean {
  return isRequest;
}
