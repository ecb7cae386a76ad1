import { z } from 'zod';

/** The data of `say` and `announce`. */
export const say = z.strictObject({
  text: z.string('The text is missing.').trim().min(1, 'Write something.').max(200, 'Write at most 200 characters.'),
});

export type Say = z.infer<typeof say>;
