import { IsBoolean } from 'class-validator';

export class TypingDto {
  @IsBoolean({ message: '"typing" is true or false.' })
  readonly typing!: boolean;
}
