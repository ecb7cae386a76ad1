import { checkHost, checkOrigin } from './check-origin.js';
import type { Exchange } from './exchange.js';
import { RequestFailure } from './failure.js';
import type { DevtoolsRoute } from './route.js';
import type { GuardRunner } from './run-guard.js';

/** Who may use devtools. */
export class Access {
  /**
   * @param guard without it, everybody who reaches the application by one of the host names
   * @param hosts host names beside `localhost` and addresses
   */
  constructor(
    private readonly guard: GuardRunner | undefined,
    private readonly hosts: readonly string[],
  ) {}

  /** @throws RequestFailure, and what the guard throws */
  async check(exchange: Exchange, { method, path }: DevtoolsRoute): Promise<void> {
    const { headers } = exchange;
    // What a guard looks at, such as a cookie, is not sent to a name that points here by deceit.
    if (!this.guard || this.hosts.length > 0) checkHost(headers, this.hosts);
    checkOrigin(headers, path === '');
    await this.guard?.check(exchange);
    if (method === 'post' && !isJson(headers['content-type'])) {
      throw new RequestFailure(415, 'The body has to be JSON, with the header Content-Type: application/json.');
    }
  }
}

function isJson(type = ''): boolean {
  return /^application\/json\s*(;|$)/i.test(type);
}
