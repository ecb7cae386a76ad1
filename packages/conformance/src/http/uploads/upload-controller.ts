import {
  BadRequestException,
  Body,
  Controller,
  FileTypeValidator,
  Get,
  HttpStatus,
  MaxFileSizeValidator,
  ParseFilePipe,
  ParseFilePipeBuilder,
  Post,
  UploadedFile,
  UploadedFiles,
  UseInterceptors,
} from '@portico/common';
import type { UploadInterceptors } from '../support/platform.js';

interface Uploaded {
  fieldname: string;
  originalname: string;
  mimetype: string;
  size: number;
  buffer?: Buffer;
  path?: string;
  filename?: string;
}

/** Returns the properties of a file that the tests compare. */
const brief = (uploaded: Uploaded | undefined) =>
  uploaded && {
    field: uploaded.fieldname,
    name: uploaded.originalname,
    type: uploaded.mimetype,
    size: uploaded.size,
    text: uploaded.buffer?.toString(),
  };

/** Describes files in all documented forms. */
function briefAll(files: Uploaded[] | Record<string, Uploaded[]> | undefined): unknown {
  if (!files) return null;
  if (Array.isArray(files)) return files.map(brief);
  return Object.fromEntries(Object.entries(files).map(([field, list]) => [field, list.map(brief)]));
}

export function uploadController(uploads: UploadInterceptors) {
  const onlyText = {
    fileFilter: (
      _request: unknown,
      info: { mimetype: string },
      done: (error: Error | null, accept: boolean) => void,
    ) => {
      if (info.mimetype === 'application/x-evil') done(new BadRequestException('evil'), false);
      else done(null, info.mimetype === 'text/plain');
    },
  };

  @Controller('upload')
  class UploadController {
    @UseInterceptors(uploads.FileInterceptor('file', { limits: { fileSize: 1_000, fields: 5 } }))
    @Post('one')
    one(@UploadedFile() uploaded: Uploaded | undefined, @Body() body: unknown) {
      return { file: brief(uploaded) ?? null, body: body ?? null };
    }

    @UseInterceptors(uploads.AnyFilesInterceptor({ limits: { formSize: 1_000 } }))
    @Post('small-form')
    smallForm(@UploadedFiles() files: Uploaded[], @Body() body: unknown) {
      return { files: briefAll(files), body };
    }

    @UseInterceptors(uploads.AnyFilesInterceptor({ limits: { fieldNameSize: 5 } }))
    @Post('short-names')
    shortNames(@UploadedFiles() files: Uploaded[], @Body() body: unknown) {
      return { files: briefAll(files), body };
    }

    /** Some libraries do not read bodies of GET requests, and call the handler without files. */
    @UseInterceptors(uploads.FileInterceptor('file'))
    @Get('read')
    read() {
      return { reached: true };
    }

    @UseInterceptors(uploads.FilesInterceptor('files', 2))
    @Post('array')
    array(@UploadedFiles() files: Uploaded[]) {
      return { files: briefAll(files) };
    }

    @UseInterceptors(uploads.FileFieldsInterceptor([{ name: 'avatar', maxCount: 1 }, { name: 'photos' }]))
    @Post('fields')
    fields(@UploadedFiles() files: Record<string, Uploaded[]>) {
      return { files: briefAll(files) };
    }

    @UseInterceptors(uploads.AnyFilesInterceptor())
    @Post('any')
    any(@UploadedFiles() files: Uploaded[], @Body() body: unknown) {
      return { files: briefAll(files), body };
    }

    @UseInterceptors(uploads.NoFilesInterceptor())
    @Post('none')
    none(@Body() body: unknown) {
      return { body };
    }

    @UseInterceptors(uploads.FileInterceptor('file', onlyText))
    @Post('filtered')
    filtered(@UploadedFile() uploaded?: Uploaded) {
      return { file: brief(uploaded) ?? null };
    }

    @UseInterceptors(uploads.FileInterceptor('file'))
    @Post('checked')
    checked(
      @UploadedFile(
        new ParseFilePipe({
          validators: [
            new MaxFileSizeValidator({ maxSize: 10 }),
            // The schema of the test has only the members that are used.
            new FileTypeValidator({ fileType: 'text/plain', skipMagicNumbersValidation: true } as never),
          ],
        }),
      )
      uploaded: Uploaded,
    ) {
      return { file: brief(uploaded) };
    }

    @UseInterceptors(uploads.FileInterceptor('file'))
    @Post('optional')
    optional(
      @UploadedFile(
        new ParseFilePipeBuilder()
          .addMaxSizeValidator({ maxSize: 3 })
          .build({ fileIsRequired: false, errorHttpStatusCode: HttpStatus.UNPROCESSABLE_ENTITY }),
      )
      uploaded?: Uploaded,
    ) {
      return { file: brief(uploaded) ?? null };
    }

    @UseInterceptors(uploads.FileInterceptor('file'))
    @Post('module')
    module(@UploadedFile() uploaded: Uploaded) {
      return { path: uploaded.path ?? null, filename: uploaded.filename ?? null };
    }
  }
  return UploadController;
}
