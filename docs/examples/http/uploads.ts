import {
  Controller,
  FileTypeValidator,
  MaxFileSizeValidator,
  Module,
  ParseFilePipe,
  Post,
  UploadedFile,
  UseInterceptors,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import { FileInterceptor } from '@portico/platform-express';
import type {} from 'multer';

// #region controller
@Controller('pictures')
export class PicturesController {
  @Post()
  @UseInterceptors(FileInterceptor('picture', { limits: { fileSize: 1_000_000 } }))
  add(
    @UploadedFile(
      new ParseFilePipe({
        validators: [
          new MaxFileSizeValidator({ maxSize: 500_000 }),
          new FileTypeValidator({ fileType: /^image\/(png|jpeg)$/ }),
        ],
      }),
    )
    picture: Express.Multer.File,
  ) {
    return { name: picture.originalname, size: picture.size };
  }
}
// #endregion

@Module({ controllers: [PicturesController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);

export { app };
