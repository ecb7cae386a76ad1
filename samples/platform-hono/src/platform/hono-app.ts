import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';

/** What Hono knows of the world around a request: Node's request and response, by @hono/node-server. */
export interface HonoEnvironment {
  Bindings: HttpBindings;
}

/** The Hono application under the adapter. */
export type HonoApp = Hono<HonoEnvironment>;

/** One request as Hono knows it. */
export type HonoContext = Context<HonoEnvironment>;
