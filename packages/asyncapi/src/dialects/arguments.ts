import type { Dialect } from './dialect.js';

const NOTHING = { description: 'Nothing.' };

/** Events with an argument and an acknowledgement: the messages of socket.io, and of adapters whose frames are not known. */
export const argumentsDialect: Dialect = {
  subprotocol: undefined,
  suffix: '',
  correlation: undefined,
  message: ({ data }) => data ?? NOTHING,
  event: ({ data }) => data ?? NOTHING,
  reply: (data) => data ?? NOTHING,
  example: (_event, data) => data,
};
