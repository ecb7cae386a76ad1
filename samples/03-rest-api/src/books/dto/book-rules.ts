import { applyDecorators } from '@portico/common';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsInt, IsString, Length, Max, Min } from 'class-validator';

const trim = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

/** The rules for a title. If several are violated, the first one is reported. */
export function IsTitle(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => trim(value)),
    IsString({ message: 'The title is a text.' }),
    Length(1, 120, { message: 'The title has 1 to 120 characters.' }),
  );
}

export function AreAuthors(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => (Array.isArray(value) ? value.map(trim) : value)),
    IsArray({ message: 'The authors are a list of names.' }),
    ArrayNotEmpty({ message: 'A book has at least one author.' }),
    ArrayMaxSize(10, { message: 'A book has at most ten authors.' }),
    IsString({ each: true, message: 'The authors are a list of names.' }),
    Length(1, 80, { each: true, message: 'The name of an author has 1 to 80 characters.' }),
  );
}

export function IsYear(): PropertyDecorator {
  return applyDecorators(
    IsInt({ message: 'The year is a whole number.' }),
    Min(-3000, { message: 'No book is older than that.' }),
    Max(2100, { message: 'The year is too far away.' }),
  );
}
