import { describe, expect, it } from 'vitest';
import {
  FileTypeValidator,
  type FileTypeValidatorOptions,
  FileValidator,
  HttpException,
  MaxFileSizeValidator,
  type MaxFileSizeValidatorOptions,
  ParseFilePipe,
  ParseFilePipeBuilder,
  type UploadedFileLike,
} from '../../index.js';
import { bySignature } from './magic-numbers.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600010101006000600000', 'hex');
const png = (changes: Partial<UploadedFileLike> = {}) =>
  ({ mimetype: 'image/png', size: 16, buffer: PNG, ...changes }) as UploadedFileLike;

async function verdict(options: FileTypeValidatorOptions, file?: UploadedFileLike): Promise<true | string> {
  const validator = new FileTypeValidator(options);
  return (await validator.isValid(file)) ? true : validator.buildErrorMessage(file);
}

describe('FileTypeValidator', () => {
  it.each(['image/png', 'png', '.(png|jpeg)', /image/])(
    'detects the type from the content: a PNG matches %s',
    async (fileType) => {
      expect(await verdict({ fileType }, png())).toBe(true);
    },
  );

  it('trusts the content instead of the client', async () => {
    expect(await verdict({ fileType: 'image/png' }, png({ buffer: JPEG }))).toBe(
      'Validation failed (current file type is image/jpeg, expected type is image/png)',
    );
    expect(await verdict({ fileType: 'image/png', fallbackToMimetype: true }, png({ buffer: JPEG }))).toContain(
      'image/jpeg',
    );
  });

  it('reports missing content, and content of an unknown type', async () => {
    const text = png({ mimetype: 'text/plain', buffer: Buffer.from('hello') });
    expect(await verdict({ fileType: 'text/plain' }, text)).toBe(
      'Validation failed (file type could not be detected from its content; expected type is text/plain)',
    );
    expect(await verdict({ fileType: 'text/plain', fallbackToMimetype: true }, text)).toBe(true);
    const stored = png({ buffer: undefined } as never);
    expect(await verdict({ fileType: 'image/png' }, stored)).toContain('file buffer is not available');
    expect(await verdict({ fileType: 'image/png', fallbackToMimetype: true }, stored)).toBe(true);
    expect(await verdict({ fileType: 'image/png' }, undefined)).toBe('Validation failed (expected type is image/png)');
  });

  it('trusts the client if the option says so', async () => {
    const claimed = png({ mimetype: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
    expect(await verdict({ fileType: 'image/svg+xml', skipMagicNumbersValidation: true }, claimed)).toBe(true);
    expect(await verdict({ fileType: '(', skipMagicNumbersValidation: true }, claimed)).toContain('expected type is (');
    expect(await verdict({ fileType: 'png', skipMagicNumbersValidation: true }, {} as never)).toBe(
      'Validation failed (expected type is png)',
    );
  });

  it('uses the given message', async () => {
    expect(await verdict({ fileType: 'gif', errorMessage: 'No!' }, png())).toBe('No!');
    const errorMessage = ({ file, config }: { file?: UploadedFileLike; config: { fileType: unknown } }) =>
      `${file?.size} ${String(config.fileType)}`;
    expect(await verdict({ fileType: 'gif', errorMessage }, png())).toBe('16 gif');
  });

  it('detects common formats without an optional package', () => {
    expect(bySignature(PNG)).toBe('image/png');
    expect(bySignature(JPEG)).toBe('image/jpeg');
    expect(bySignature(Buffer.from('RIFF....WEBPVP8 '))).toBe('image/webp');
    expect(bySignature(Buffer.from('%PDF-1.7'))).toBe('application/pdf');
    expect(bySignature(Buffer.from('hello'))).toBeUndefined();
    expect(bySignature(Buffer.alloc(0))).toBeUndefined();
  });
});

describe('MaxFileSizeValidator', () => {
  const say = (options: MaxFileSizeValidatorOptions, file?: UploadedFileLike) => {
    const validator = new MaxFileSizeValidator(options);
    return validator.isValid(file) ? true : validator.buildErrorMessage(file);
  };

  it('accepts files that are smaller than the size', () => {
    expect(say({ maxSize: 17 }, png())).toBe(true);
    expect(say({ maxSize: 16 }, png())).toBe(
      'Validation failed (current file size is 16, expected size is less than 16)',
    );
    expect(say({ maxSize: 16 }, {} as never)).toBe('Validation failed (expected size is less than 16)');
    expect(say({ maxSize: 16 }, undefined)).toBe(true);
  });

  it('uses the given message', () => {
    expect(say({ maxSize: 1, message: 'M' }, png())).toBe('M');
    expect(say({ maxSize: 1, message: (size) => `over ${size}` }, png())).toBe('over 1');
    expect(say({ maxSize: 1, errorMessage: ({ config }) => `over ${config.maxSize}` }, png())).toBe('over 1');
  });
});

describe('ParseFilePipe', () => {
  const small = new MaxFileSizeValidator({ maxSize: 1 });
  const tooLarge = 'Validation failed (current file size is 16, expected size is less than 1)';
  const message = (pipe: ParseFilePipe, value: unknown) =>
    pipe.transform(value).then(
      () => undefined,
      (error: HttpException) => error.getResponse(),
    );

  it.each([undefined, null, [], {}, { a: [] }])('requires a file if the value is %o', async (value) => {
    expect(await message(new ParseFilePipe(), value)).toEqual({
      message: 'File is required',
      error: 'Bad Request',
      statusCode: 400,
    });
    expect(await new ParseFilePipe({ fileIsRequired: false }).transform(value)).toBe(value);
  });

  it('validates a file, all files of an array, and all files of all fields', async () => {
    const pipe = new ParseFilePipe({ validators: [small] });
    for (const value of [png(), [png({ size: 0 }), png()], { a: [png({ size: 0 })], b: [png()] }]) {
      expect(await message(pipe, value)).toMatchObject({ message: tooLarge });
    }
    const fine = { a: [png({ size: 0 })] };
    expect(await pipe.transform(fine)).toBe(fine);
  });

  it('runs synchronous and asynchronous validators in order until one rejects', async () => {
    const ran: number[] = [];
    class Own extends FileValidator<{ id: number; passes: boolean }> {
      async isValid() {
        ran.push(this.validationOptions.id);
        return this.validationOptions.passes;
      }
      buildErrorMessage() {
        return `validator ${this.validationOptions.id}`;
      }
    }
    const validators = [
      new Own({ id: 1, passes: true }),
      new Own({ id: 2, passes: false }),
      new Own({ id: 3, passes: false }),
    ];
    expect(await message(new ParseFilePipe({ validators }), png())).toMatchObject({ message: 'validator 2' });
    expect(ran).toEqual([1, 2]);
  });

  it('can be created with the builder', async () => {
    const builder = new ParseFilePipeBuilder();
    const pipe = builder
      .addFileTypeValidator({ fileType: 'png' })
      .addMaxSizeValidator({ maxSize: 1 })
      .addValidator(small)
      .build({ errorHttpStatusCode: 422 });
    expect(pipe.getValidators()).toHaveLength(3);
    expect(builder.build().getValidators()).toHaveLength(0);
    expect(await message(pipe, png())).toMatchObject({ statusCode: 422, message: tooLarge });
    expect(
      await message(builder.build({ exceptionFactory: (error) => new HttpException(`own ${error}`, 418) }), undefined),
    ).toBe('own File is required');
  });
});
