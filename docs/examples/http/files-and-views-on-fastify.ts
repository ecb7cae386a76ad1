import { join } from 'node:path';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter, type NestFastifyApplication } from '@portico/platform-fastify';
import ejs from 'ejs';
import { CatsController } from './pages.controller.js';

@Module({ controllers: [CatsController] })
class AppModule {}

const site = join(import.meta.dirname, 'site');
const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter());
// #region files
app.useStaticAssets({ root: join(site, 'public'), prefix: '/assets/', maxAge: '1h' });
// #endregion
// #region views
app.setViewEngine({ engine: { ejs }, root: join(site, 'views'), viewExt: 'ejs' });
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
