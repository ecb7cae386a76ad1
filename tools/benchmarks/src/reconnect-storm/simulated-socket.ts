import type { SocketLike } from '@portico/client';

type Listener = (event: object) => void;

/** A simulated WebSocket with the protocol portico.1. */
export class SimulatedSocket implements SocketLike {
  readonly protocol = 'portico.1';
  private readonly listeners = new Map<string, Listener[]>();

  addEventListener(type: string, listener: Listener): void {
    const known = this.listeners.get(type);
    if (known) known.push(listener);
    else this.listeners.set(type, [listener]);
  }

  send(): void {}

  close(): void {}

  open(): void {
    this.dispatch('open', {});
    this.dispatch('message', { data: '{"session":{"id":"1","recovered":false}}' });
  }

  lose(code: number): void {
    this.dispatch('close', { code, reason: '' });
  }

  private dispatch(type: string, event: object): void {
    for (const listener of this.listeners.get(type) ?? []) listener(event);
  }
}
