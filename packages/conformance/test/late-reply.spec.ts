import { StreamableFile } from '@portico/common';
import { describe } from 'vitest';
import { describeHttpPlatform } from '../src/http/describe-http-platform.js';
import { MyPlatformAdapter } from '../starters/http/index.js';
import type { Response } from '../starters/http/stand-in.js';
import { httpPlatform } from './support/starter-platforms.js';

/**
 * Sends a reply some time after `reply()` was called, like libraries that return it from a handler. After `reply()`, it is treated
 * as sent, and calls of `end()` in between do not change it.
 */
class LateAdapter extends MyPlatformAdapter {
  private readonly pending = new WeakSet<Response>();

  override reply(response: Response, body: unknown, statusCode?: number): void {
    if (body instanceof StreamableFile) super.reply(response, body, statusCode);
    else this.later(response, () => super.reply(response, body, statusCode));
  }

  override redirect(response: Response, statusCode: number, url: string): void {
    this.later(response, () => super.redirect(response, statusCode, url));
  }

  override end(response: Response, message?: string | Uint8Array): void {
    if (!this.pending.has(response)) super.end(response, message);
  }

  override isHeadersSent(response: Response): boolean {
    return this.pending.has(response) || super.isHeadersSent(response);
  }

  /** An invalid reply fails immediately, so that filters can reply instead. Only the end of the reply is delayed. */
  private later(response: Response, give: () => void): void {
    const end = response.end.bind(response) as (last?: unknown) => Response;
    response.end = (last?: unknown): Response => {
      if (!(response.statusCode >= 100 && response.statusCode <= 999)) {
        throw new RangeError(`${response.statusCode} is not a status code`);
      }
      this.pending.add(response);
      setImmediate(() => setImmediate(end, last));
      return response;
    };
    try {
      give();
    } finally {
      response.end = end as Response['end'];
    }
  }
}

// It takes as long as the suites of a platform, so only `.ci/full` runs it.
describe.runIf(process.env['CONFORMANCE_LATE_REPLIES'] !== undefined)('a platform that replies late', () => {
  describeHttpPlatform(httpPlatform(LateAdapter));
});
