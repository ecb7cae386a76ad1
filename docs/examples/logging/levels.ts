import { NestFactory } from '@portico/core';
import { AppModule } from './application.js';

// #region levels
const app = await NestFactory.create(AppModule, { logger: ['fatal', 'error', 'warn', 'log'] });
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
