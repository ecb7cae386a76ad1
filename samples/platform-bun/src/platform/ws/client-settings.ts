import type { NativeSocketLimits } from '../bun.js';
import type { ClientLimits } from '../options.js';

const DEFAULTS: Required<ClientLimits> = {
  maxPayload: 1024 * 1024,
  maxBufferedBytes: 16 * 1024 * 1024,
  idleTimeout: 120,
};

/** The limits of the clients of one server of Bun: for each limit, the largest value of its gateways. */
export class ClientSettings {
  private readonly claims: Required<ClientLimits>[] = [];

  /** @returns the limits with their defaults */
  claim(limits: ClientLimits): Required<ClientLimits> {
    const claim = { ...DEFAULTS, ...limits };
    this.claims.push(claim);
    return claim;
  }

  get limits(): NativeSocketLimits {
    const largest = (limit: keyof ClientLimits): number => {
      const values = this.claims.map((claim) => claim[limit]);
      return values.length === 0 ? DEFAULTS[limit] : Math.max(...values);
    };
    return {
      maxPayloadLength: largest('maxPayload'),
      backpressureLimit: largest('maxBufferedBytes'),
      closeOnBackpressureLimit: true,
      idleTimeout: largest('idleTimeout'),
      sendPings: true,
    };
  }
}
