import { IsString, Matches, MaxLength } from 'class-validator';
import { LIMITS } from '../limits.js';
import { Clean } from './clean-text.js';

export class SayDto {
  @MaxLength(LIMITS.text, {
    message: `A message can have at most ${LIMITS.text} characters. Make it shorter, or send it in parts.`,
  })
  @Matches(/[^\s\p{Cf}]/u, { message: 'This message is empty. Write something first.' })
  @IsString({ message: 'A message is a text.' })
  @Clean((text) => text.replace(/\r\n?/g, '\n').trim())
  readonly text!: string;

  /** Chosen by the sender; comes back with the answer. */
  @MaxLength(36, { message: 'A ref can have at most 36 characters.' })
  @IsString({ message: 'A ref is a text.' })
  readonly ref!: string;
}
