import type { INestApplication, NestApplicationOptions } from '@portico/common';
import { NestFactory } from '@portico/core';
import { etag } from 'hono/etag';
import { AppModule } from './app.module.js';
import { NotesService } from './notes/notes.service.js';
import { HonoAdapter } from './platform/index.js';

/**
 * The notes on Hono. Middleware and routes of Hono stand beside those of the application: the tag below is made of the
 * reply of a controller, and the route answers with what a service knows.
 */
export async function createApplication(options: NestApplicationOptions = {}): Promise<INestApplication> {
  const adapter = new HonoAdapter();
  const hono = adapter.getInstance();
  hono.use('/notes/*', etag());
  const app = await NestFactory.create(AppModule, adapter, options);
  hono.get('/count', (context) => context.json({ notes: app.get(NotesService).all().length }));
  return app;
}
