import { readFileSync } from 'node:fs';
import { NestFactory } from '@portico/core';
import { AppModule } from './hello.module.js';

const httpsOptions = {
  key: readFileSync(process.env.KEY_FILE ?? './secrets/private-key.pem'),
  cert: readFileSync(process.env.CERT_FILE ?? './secrets/public-certificate.pem'),
};
const port = Number(process.env.PORT ?? 3000);
const httpsPort = Number(process.env.HTTPS_PORT ?? 3443);

// #region listen
const app = await NestFactory.create(AppModule);
const [httpServer, httpsServer] = await app.listen([{ port }, { port: httpsPort, httpsOptions }]);

// #endregion

export { app, httpServer, httpsServer };
