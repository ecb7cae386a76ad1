import { ConsoleLogger } from '@portico/common';
import { NestFactory } from '@portico/core';
import { AppModule, CatsService } from './application.js';

// #region json
const app = await NestFactory.create(AppModule, {
  logger: new ConsoleLogger({
    json: process.env.NODE_ENV === 'production',
    logLevels: ['fatal', 'error', 'warn', 'log'],
  }),
});
// #endregion
await app.init();
app.get(CatsService).adopt('Tom');
app.get(CatsService).fail(new Error('the database is gone'));
await app.close();
