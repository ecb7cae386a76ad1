// #region contract
import { defineMessages } from '@portico/websockets/messages';
import { z } from 'zod';

export const chat = defineMessages(
  {
    say: {
      body: z.object({ text: z.string().trim().min(1).max(500) }),
      reply: z.object({ at: z.number() }),
    },
    count: { body: z.object({ from: z.number() }), stream: z.number() },
    leave: {},
  },
  // What the server sends without being asked.
  { said: z.object({ from: z.string(), text: z.string() }) },
);
// #endregion
