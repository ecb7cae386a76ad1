import { readFileSync } from 'node:fs';
import { NestFactory } from '@portico/core';
import { AppModule } from './hello.module.js';

// #region listen
const httpsOptions = {
  key: readFileSync(process.env.KEY_FILE ?? './secrets/private-key.pem'),
  cert: readFileSync(process.env.CERT_FILE ?? './secrets/public-certificate.pem'),
};
const app = await NestFactory.create(AppModule, { httpsOptions });
await app.listen(process.env.PORT ?? 3000);

// #endregion

export { app };
