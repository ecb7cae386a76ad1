import type { Server } from 'node:http';
import type { INestApplication } from '@portico/common';
import type { Certificate } from '../certificate/self-signed-certificate.js';
import type { Settings } from '../settings.js';

/** An application with its two servers. `app.close()` ends all of them. */
export interface Running {
  readonly app: INestApplication;
  readonly httpServer: Server;
  readonly httpsServer: Server;
}

/** What a way of starting gets. */
export interface StartOptions extends Pick<Settings, 'http' | 'servers' | 'port' | 'httpsPort'> {
  readonly certificate: Certificate;
}
