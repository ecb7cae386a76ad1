import { Controller, Headers, type MessageEvent, Sse } from '@portico/common';
import type { Observable } from 'rxjs';
import { ChangesService } from './changes.service.js';

const MAX_PENDING_BYTES = 1_000_000;

@Controller({ path: 'changes', version: '2' })
export class ChangesController {
  constructor(private readonly changes: ChangesService) {}

  /** Server-sent events: a browser reads them with `new EventSource('/api/v2/changes')`. */
  @Sse('', { maxPendingDataLength: MAX_PENDING_BYTES })
  follow(@Headers('last-event-id') lastId?: string): Observable<MessageEvent> {
    return this.changes.after(lastId);
  }
}
