import { z } from 'zod';

/**
 * The body of `POST /api/v2/books/:id/reviews` as a schema. Any library that implements Standard Schema can be used.
 */
export const newReview = z.strictObject({
  stars: z.int('Stars are a whole number.').min(1, 'One star is the least.').max(5, 'Five stars are the most.'),
  text: z
    .string('The text is missing.')
    .trim()
    .min(1, 'Write what you think.')
    .max(500, 'A review has at most 500 characters.'),
});

export type NewReview = z.infer<typeof newReview>;
