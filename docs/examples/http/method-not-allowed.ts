import { NestFactory } from '@portico/core';
import { AppModule } from './hello.module.js';

// #region create
const app = await NestFactory.create(AppModule, { methodNotAllowed: true });
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
