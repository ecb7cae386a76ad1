import 'reflect-metadata';
import { NestFactory } from '@portico/core';
import { AppModule } from './app.module.js';

const app = await NestFactory.create(AppModule);
app.enableShutdownHooks(); // on SIGTERM, finish requests in flight, then exit
const port = process.env.PORT ?? 3000;
await app.listen(port);
console.log(`Listening on http://localhost:${port}`);
