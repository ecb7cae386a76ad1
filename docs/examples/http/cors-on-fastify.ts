import { NestFactory } from '@portico/core';
import { FastifyAdapter } from '@portico/platform-fastify';
import { AppModule } from './hello.module.js';

const app = await NestFactory.create(AppModule, new FastifyAdapter());
// #region cors
app.enableCors({
  origin: ['https://example.org'],
  methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
  credentials: true,
});
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
