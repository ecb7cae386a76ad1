import { defineMessages } from '@portico/websockets/messages';
import { z } from 'zod';
import { oneLine, paragraph, roomName } from './clean-text.js';
import { LIMITS } from './limits.js';

/** Limits the number of characters (code points). The check is skipped if another one has failed. */
const atMost = (count: number, sentence: string) =>
  [(text: string) => [...text].length <= count, { error: sentence, abort: true }] as const;

const nickname = z
  .string('A nickname is a text.')
  .overwrite(oneLine)
  .min(1, { error: 'Choose a nickname, so that the others know who is talking.', abort: true })
  .refine(...atMost(LIMITS.nickname, `A nickname can have at most ${LIMITS.nickname} characters.`))
  .regex(/^(?:[\p{L}\p{M}\p{N} .,'’_-]|\p{Extended_Pictographic}|\p{RI}|\p{EMod}|\u200d|\ufe0f)*$/u, {
    error: 'A nickname can have letters, digits, emoji, spaces and . , - _ ’ only.',
    abort: true,
  })
  .regex(/[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u, 'A nickname needs a letter, a digit or an emoji.');

const room = z
  .string('A room name is a text.')
  .overwrite(roomName)
  .min(1, { error: 'Choose a room to talk in.', abort: true })
  .refine(...atMost(LIMITS.room, `A room name can have at most ${LIMITS.room} characters.`))
  .regex(/^[\p{L}\p{M}\p{N}-]*$/u, 'A room name can have letters, digits and hyphens only.');

const text = z
  .string('A message is a text.')
  .overwrite(paragraph)
  .regex(/[^\s\p{Cf}]/u, { error: 'This message is empty. Write something first.', abort: true })
  .refine(
    ...atMost(
      LIMITS.text,
      `A message can have at most ${LIMITS.text} characters. Make it shorter, or send it in parts.`,
    ),
  );

const person = z.object({ id: z.string(), nickname: z.string() });

const message = z.object({
  id: z.string(),
  author: person,
  text: z.string(),
  /** When the server received it. */
  at: z.iso.datetime(),
});

const rooms = z.array(z.object({ name: z.string(), people: z.number() })).readonly();

const problem = z.object({
  /** The message that failed. */
  event: z.string(),
  /** The `ref` of the message that failed, if it had one. */
  ref: z.string().optional(),
  code: z.string(),
  /** A sentence for the user: what is wrong and how to fix it. */
  message: z.string(),
  /** The field of the message that the sentence is about. */
  field: z.string().optional(),
  /** A value that would have been accepted. */
  suggestion: z.string().optional(),
});

/**
 * The messages and events of the chat. Handlers reply with events, so that clients without acknowledgements receive the replies,
 * too.
 */
export const chat = defineMessages(
  {
    join: {
      body: z.object({
        nickname,
        room,
        /** A secret of the page, with which it returns to its room after it has lost its connection. */
        session: z.uuid('The session must be a UUID.'),
      }),
    },
    say: {
      body: z.object({
        text,
        /** Chosen by the sender, and sent back with the reply. */
        ref: z.string('A ref is a text.').max(36, 'A ref can have at most 36 characters.'),
      }),
    },
    typing: { body: z.object({ typing: z.boolean('"typing" is true or false.') }) },
    leave: {},
    ping: {},
  },
  {
    /** With the limits, the page can show what is too long before it sends a message. */
    welcome: z.object({ rooms, limits: z.object({ nickname: z.number(), room: z.number(), text: z.number() }) }),
    rooms: z.object({ rooms }),
    joined: z.object({
      room: z.string(),
      you: person,
      people: z.array(person).readonly(),
      typing: z.array(person).readonly(),
      history: z.array(message).readonly(),
    }),
    left: z.object({ room: z.string() }),
    said: z.object({ ref: z.string(), message }),
    message,
    people: z.object({ people: z.array(person).readonly(), came: person.optional(), went: person.optional() }),
    typing: z.object({ people: z.array(person).readonly() }),
    replaced: z.object({ room: z.string() }),
    pong: z.object({}),
    problem,
  },
);

export type Chat = typeof chat;
