import { Injectable } from '@portico/common';
import type { WebSocket } from 'ws';

/** Who has signed in. A connection that ends is forgotten with its socket. */
@Injectable()
export class Members {
  private readonly names = new WeakMap<WebSocket, string>();

  signIn(client: WebSocket, name: string): void {
    this.names.set(client, name);
  }

  nameOf(client: WebSocket): string | undefined {
    return this.names.get(client);
  }
}
