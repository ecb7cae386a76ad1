import { Controller, Module, Post, UploadedFile, UseInterceptors } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter, FileStreamInterceptor, type MultipartFileStream } from '@portico/platform-fastify';

// #region stream
@Controller('backups')
export class BackupsController {
  @Post()
  @UseInterceptors(FileStreamInterceptor('backup', { limits: { fileSize: 5_000_000_000 } }))
  async add(@UploadedFile() { stream, originalname }: MultipartFileStream) {
    let size = 0;
    for await (const chunk of stream) size += chunk.length; // or pipe it to where it belongs
    return { name: originalname, size };
  }
}
// #endregion

@Module({ controllers: [BackupsController] })
class AppModule {}

const app = await NestFactory.create(AppModule, new FastifyAdapter());
await app.listen(process.env.PORT ?? 3000);

export { app };
