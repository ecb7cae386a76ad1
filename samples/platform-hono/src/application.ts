import type { INestApplication, NestApplicationOptions } from '@portico/common';
import { NestFactory } from '@portico/core';
import { etag } from 'hono/etag';
import { AppModule } from './app.module.js';
import { NotesService } from './notes/notes.service.js';
import { HonoAdapter } from './platform/index.js';

/**
 * Creates the application on Hono. It also uses middleware and routes of Hono: the middleware below adds an ETag to replies of
 * controllers, and the route replies with data of a service.
 */
export async function createApplication(options: NestApplicationOptions = {}): Promise<INestApplication> {
  const adapter = new HonoAdapter();
  const hono = adapter.getInstance();
  hono.use('/notes/*', etag());
  const app = await NestFactory.create(AppModule, adapter, options);
  hono.get('/count', (context) => context.json({ notes: app.get(NotesService).all().length }));
  return app;
}
