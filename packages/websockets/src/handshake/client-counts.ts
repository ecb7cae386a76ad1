import type { Handshake, HandshakeRefusal } from '../contracts/handshake.js';
import type { AddressOf } from './client-address.js';
import { TOO_MANY_CLIENTS, TOO_MANY_OF_ADDRESS } from './refusals.js';

/** Counts the clients of one server, including those whose handshake is being checked. */
export class ClientCounts {
  private readonly addresses = new Map<string, number>();
  private readonly taken = new Map<Handshake, string>();

  constructor(
    private readonly most: number,
    private readonly mostPerAddress: number,
    private readonly addressOf: AddressOf,
  ) {}

  /** Counts the client until its connection ends or {@link leave} is called. */
  take(handshake: Handshake): HandshakeRefusal | undefined {
    if (this.taken.size >= this.most) return TOO_MANY_CLIENTS;
    const address = this.addressOf(handshake.request);
    const count = this.addresses.get(address) ?? 0;
    if (count >= this.mostPerAddress) return TOO_MANY_OF_ADDRESS;
    this.addresses.set(address, count + 1);
    this.taken.set(handshake, address);
    handshake.onEnd(() => this.leave(handshake));
    return undefined;
  }

  leave(handshake: Handshake): void {
    const address = this.taken.get(handshake);
    if (address === undefined) return;
    this.taken.delete(handshake);
    const count = (this.addresses.get(address) ?? 1) - 1;
    if (count > 0) this.addresses.set(address, count);
    else this.addresses.delete(address);
  }
}
