import { abortForClient } from '@portico/common/internal';
import type { ClientResource } from '../connections/connection.js';

/** The value of `@Signal()`: aborted when the client disconnects. Created only for handlers that inject it. */
export class MessageSignal implements ClientResource {
  private readonly controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    abortForClient(this.controller);
  }
}
