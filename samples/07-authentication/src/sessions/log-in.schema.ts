import { z } from 'zod';

/** The body of `POST /session`. */
export const logIn = z.strictObject({
  name: z.string('The name is missing.').trim().min(1, 'Enter your name.').max(60, 'A name has at most 60 characters.'),
  password: z.string('The password is missing.').min(1, 'Enter your password.').max(200, 'This password is too long.'),
});

export type LogIn = z.infer<typeof logIn>;
