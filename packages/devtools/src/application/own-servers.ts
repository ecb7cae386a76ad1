import type { INestApplicationContext } from '@portico/common';
import { type GatewayServerStatus, gatewayServers } from '@portico/websockets';
import { RequestFailure } from '../http/failure.js';
import { serverId } from './server-id.js';

/** A server of the application, and the id by which the page refers to it. */
export interface OwnServer {
  readonly id: string;
  readonly status: GatewayServerStatus;
}

/** The servers of one application. */
export class OwnServers {
  private readonly ids = new WeakMap<object, string>();

  constructor(private readonly app: INestApplicationContext) {}

  all(): OwnServer[] {
    return [...gatewayServers(this.app)].map((status) => ({ id: this.idOf(status), status }));
  }

  /** @throws RequestFailure 404 */
  find(id: string): OwnServer {
    const found = this.all().find((each) => each.id === id);
    if (found) return found;
    throw new RequestFailure(404, `The application has no gateway server with the id ${JSON.stringify(id)}.`);
  }

  /** Computed once for each server. */
  private idOf(status: GatewayServerStatus): string {
    let id = this.ids.get(status);
    if (id === undefined) {
      id = serverId(status);
      this.ids.set(status, id);
    }
    return id;
  }
}
