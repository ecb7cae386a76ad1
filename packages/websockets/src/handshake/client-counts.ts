import type { ClientLimits } from '../contracts/adapter/client-limits.js';
import type { Handshake, HandshakeRefusal } from '../contracts/adapter/handshake.js';
import { networkOf } from './network-of.js';
import { TOO_MANY_CLIENTS, TOO_MANY_OF_ADDRESS } from './refusals.js';

/** Counts the clients of one server, including those whose handshake is being checked. */
export class ClientCounts {
  private readonly addresses = new Map<string, number>();
  private readonly taken = new Map<Handshake, string>();

  /** @param limits read again for each client */
  constructor(private readonly limits: ClientLimits) {}

  /** Counts the client until its connection ends or {@link leave} is called. */
  take(handshake: Handshake): HandshakeRefusal | undefined {
    const address = networkOf(this.limits.addressOf(handshake.request));
    const refusal = this.refusalAt(address);
    if (refusal) return refusal;
    this.addresses.set(address, this.countOf(address) + 1);
    this.taken.set(handshake, address);
    handshake.onEnd(() => this.leave(handshake));
    return undefined;
  }

  leave(handshake: Handshake): void {
    const address = this.taken.get(handshake);
    if (address === undefined) return;
    this.taken.delete(handshake);
    const count = this.countOf(address) - 1;
    if (count > 0) this.addresses.set(address, count);
    else this.addresses.delete(address);
  }

  private refusalAt(address: string): HandshakeRefusal | undefined {
    const { maxClients, maxClientsPerAddress } = this.limits;
    if (this.taken.size >= maxClients) return TOO_MANY_CLIENTS;
    return this.countOf(address) >= maxClientsPerAddress ? TOO_MANY_OF_ADDRESS : undefined;
  }

  private countOf(address: string): number {
    return this.addresses.get(address) ?? 0;
  }
}
