import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';

/** The bindings of @hono/node-server: the request and response of Node. */
export interface HonoEnvironment {
  Bindings: HttpBindings;
}

/** The type of the Hono application. */
export type HonoApp = Hono<HonoEnvironment>;

/** The context of a request. */
export type HonoContext = Context<HonoEnvironment>;
