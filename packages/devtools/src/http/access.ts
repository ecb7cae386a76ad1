import { checkHost, checkOrigin } from './check-origin.js';
import type { Exchange } from './exchange.js';
import { RequestFailure } from './failure.js';
import type { DevtoolsRoute } from './route.js';
import type { GuardRunner } from './run-guard.js';

/** Decides which requests may use devtools: by host name, by origin, and by the guard. */
export class Access {
  /**
   * @param guard without it, every client that uses one of the host names is accepted
   * @param hosts host names in addition to `localhost` and IP addresses
   */
  constructor(
    private readonly guard: GuardRunner | undefined,
    private readonly hosts: readonly string[],
  ) {}

  /** @throws RequestFailure, and what the guard throws */
  async check(exchange: Exchange, { method, path }: DevtoolsRoute): Promise<void> {
    const { headers } = exchange;
    // A guard checks credentials. Browsers do not send them to another host name that an attacker lets resolve to this machine.
    if (!this.guard || this.hosts.length > 0) checkHost(headers, this.hosts);
    checkOrigin(headers, path === '');
    await this.guard?.check(exchange);
    if (method === 'post' && !isJson(headers['content-type'])) {
      throw new RequestFailure(415, 'The body must be JSON, with the header Content-Type: application/json.');
    }
  }
}

function isJson(type = ''): boolean {
  return /^application\/json\s*(;|$)/i.test(type);
}
