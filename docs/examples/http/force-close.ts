import { NestFactory } from '@portico/core';
import { AppModule } from './slow.module.js';

// #region create
const app = await NestFactory.create(AppModule, { forceCloseConnections: true });
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
