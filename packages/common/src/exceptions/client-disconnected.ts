import { IntrinsicException } from './intrinsic-exception.js';

/** The reason of a signal whose client has disconnected. A handler that rejects with it has not failed: it is not logged. */
class ClientDisconnected extends IntrinsicException {
  override readonly name = 'AbortError';

  constructor() {
    super('The client disconnected before it was replied to');
  }
}

/** Aborts what a client that has disconnected was waiting for. */
export function abortForClient(controller: AbortController): void {
  controller.abort(new ClientDisconnected());
}
