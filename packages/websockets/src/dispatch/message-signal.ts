import { abortForClient } from '@portico/common/internal';
import type { Ending } from '../clients/connection.js';

/** What `@Signal()` of a message injects: aborted when its client leaves. Made only for handlers that ask for it. */
export class MessageSignal implements Ending {
  private readonly controller = new AbortController();

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    abortForClient(this.controller);
  }
}
