import { IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import { LIMITS } from '../limits.js';
import { Clean, oneLine, roomName } from './clean-text.js';

// class-validator reports the last decorator first: the order below is from the rarest to the commonest mistake.
export class JoinDto {
  @Matches(/[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u, {
    message: 'A nickname needs a letter, a digit or an emoji.',
  })
  @Matches(/^(?:[\p{L}\p{M}\p{N} .,'’_-]|\p{Extended_Pictographic}|\p{RI}|\p{EMod}|\u200d|\ufe0f)*$/u, {
    message: 'A nickname can have letters, digits, emoji, spaces and . , - _ ’ only.',
  })
  @MaxLength(LIMITS.nickname, { message: `A nickname can have at most ${LIMITS.nickname} characters.` })
  @MinLength(1, { message: 'Choose a nickname, so that the others know who is talking.' })
  @IsString({ message: 'A nickname is a text.' })
  @Clean(oneLine)
  readonly nickname!: string;

  @Matches(/^[\p{L}\p{M}\p{N}-]*$/u, { message: 'A room name can have letters, digits and hyphens only.' })
  @MaxLength(LIMITS.room, { message: `A room name can have at most ${LIMITS.room} characters.` })
  @MinLength(1, { message: 'Choose a room to talk in.' })
  @IsString({ message: 'A room name is a text.' })
  @Clean(roomName)
  readonly room!: string;

  /** A secret that a page keeps, by which it gets its place back after a lost connection. */
  @IsUUID('all', { message: 'The session must be a UUID.' })
  readonly session!: string;
}
