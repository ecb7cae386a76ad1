import cookie from '@fastify/cookie';
import session from '@fastify/session';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter, type NestFastifyApplication } from '@portico/platform-fastify';
import { VisitsController } from './visits.controller.js';

@Module({ controllers: [VisitsController] })
class AppModule {}

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter());
const secret = process.env.SESSION_SECRET ?? 'for development only, 32 characters';
// #region register
await app.register(cookie);
await app.register(session, {
  secret, // at least 32 characters
  saveUninitialized: false,
  cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto' },
});
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
