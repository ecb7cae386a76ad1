import { join } from 'node:path';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter, type NestExpressApplication } from '@portico/platform-express';
import { CatsController } from './pages.controller.js';

@Module({ controllers: [CatsController] })
class AppModule {}

const site = join(import.meta.dirname, 'site');
const app = await NestFactory.create<NestExpressApplication>(AppModule, new ExpressAdapter());
// #region files
app.useStaticAssets(join(site, 'public'), { prefix: '/assets', maxAge: '1h' });
// #endregion
// #region views
app.setBaseViewsDir(join(site, 'views'));
app.setViewEngine('ejs');
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
