import { readFileSync } from 'node:fs';
import { NestFactory } from '@portico/core';
import { FastifyAdapter, type NestFastifyApplication } from '@portico/platform-fastify';
import { AppModule } from './hello.module.js';

const httpsOptions = {
  key: readFileSync(process.env.KEY_FILE ?? './secrets/private-key.pem'),
  cert: readFileSync(process.env.CERT_FILE ?? './secrets/public-certificate.pem'),
};

// #region create
const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter({ https: httpsOptions }));
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app };
