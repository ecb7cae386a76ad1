import type { Server } from 'node:http';
import type { INestApplication } from '@portico/common';
import type { Certificate } from '../certificate/self-signed-certificate.js';
import type { Settings } from '../settings.js';

/** An application with its two servers. `app.close()` closes all of them. */
export interface Running {
  readonly app: INestApplication;
  readonly httpServer: Server;
  readonly httpsServer: Server;
}

/** The arguments of a function that starts the sample. */
export interface StartOptions extends Pick<Settings, 'http' | 'servers' | 'port' | 'httpsPort'> {
  readonly certificate: Certificate;
}
