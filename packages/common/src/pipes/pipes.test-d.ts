import { expectTypeOf } from 'vitest';
import {
  type ArgumentMetadata,
  DefaultValuePipe,
  FileTypeValidator,
  FileValidator,
  HttpException,
  ParseFilePipe,
  ParseFilePipeBuilder,
  ParseUUIDPipe,
  type PipeTransform,
  StandardSchemaValidationPipe,
  ValidationPipe,
} from '../index.js';

expectTypeOf(
  new ValidationPipe({ whitelist: true, transform: true, errorFormat: 'grouped' }),
).toExtend<PipeTransform>();
expectTypeOf(new ParseFilePipeBuilder().addMaxSizeValidator({ maxSize: 1 }).build()).toEqualTypeOf<ParseFilePipe>();
expectTypeOf(new DefaultValuePipe(5).transform(undefined)).toEqualTypeOf<any>();

class Own extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata) {
    return super.transform(value, metadata);
  }
  protected override toValidate(metadata: ArgumentMetadata): boolean {
    return metadata.type === 'body';
  }
}
class NameValidator extends FileValidator<{ pattern: RegExp }> {
  isValid(file?: { originalname: string }): boolean {
    return this.validationOptions.pattern.test(file?.originalname ?? '');
  }
  buildErrorMessage(): string {
    return 'no';
  }
}
expectTypeOf(new NameValidator({ pattern: /x/ })).toExtend<FileValidator>();
new ParseFilePipe({ validators: [new NameValidator({ pattern: /x/ }), new FileTypeValidator({ fileType: /png/ })] });
new StandardSchemaValidationPipe({ exceptionFactory: (issues) => new Error(issues[0]?.message) });

// @ts-expect-error there is no version 9
new ParseUUIDPipe({ version: '9' });
// @ts-expect-error the type is what it validates
new FileTypeValidator({ skipMagicNumbersValidation: true });
// @ts-expect-error a format is one of two
new ValidationPipe({ errorFormat: 'tree' });
// @ts-expect-error a status is needed
new HttpException('x');
// @ts-expect-error a validator says why
class Silent extends FileValidator {
  isValid() {
    return true;
  }
}

void [Own, Silent];
