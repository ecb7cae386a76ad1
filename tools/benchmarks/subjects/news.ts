/** How many messages a tick of the broadcast subjects sends to every client. */
export const MESSAGES_PER_TICK = 10;

/** One of them, of 110 bytes as JSON together with its event name. */
export function news(id: number): object {
  return { id, text: 'Something happened somewhere, and every subscriber receives this text.' };
}
