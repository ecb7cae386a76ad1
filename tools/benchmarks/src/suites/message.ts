/** What the echo works send: 110 bytes as JSON together with the event name `echo`. */
export const message = { id: 1, text: 'The quick brown fox jumps over the lazy dog, and then comes home.' };
