import type { ServerEvent, ServerEvents } from '../protocol.js';

/** One connected browser, whatever transport it came over. The chat itself sees only this. */
export interface ChatClient {
  readonly id: string;
  emit<E extends ServerEvent>(event: E, data: ServerEvents[E]): void;
  disconnect(): void;
}
