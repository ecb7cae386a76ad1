import { BadRequestException } from '@portico/common';

/** The levels of brackets that the name of a field may have, as on Express. */
export const DEEPEST_NESTING = 32;

const LONGEST_SHOWN = 100;

export function nestedTooDeep(name: string): BadRequestException {
  return new BadRequestException(`Field name nesting too deep - ${shortened(name)}`);
}

export function indexTooLarge(name: string): BadRequestException {
  return new BadRequestException(`Field name array index too large - ${shortened(name)}`);
}

/** Replies do not repeat names that are too long. */
function shortened(name: string): string {
  return name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}...` : name;
}
