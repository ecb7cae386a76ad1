import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import session from 'express-session';
import { VisitsController } from './visits.controller.js';

@Module({ controllers: [VisitsController] })
class AppModule {}

const app = await NestFactory.create(AppModule, new ExpressAdapter());
const secret = process.env.SESSION_SECRET ?? 'for development only, 32 characters';
// #region use
app.use(
  session({
    secret,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto' },
  }),
);
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
