import { NestFactory } from '@portico/core';
import { AppModule } from './slow.module.js';

// #region create
const app = await NestFactory.create(AppModule, { gracefulShutdown: { timeoutMs: 10_000 } });
app.enableShutdownHooks(); // SIGTERM and Ctrl-C call app.close()
await app.listen(process.env.PORT ?? 3000);

// #endregion

export { app };
