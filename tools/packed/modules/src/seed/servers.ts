import * as fs from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { AddressInfo } from 'node:net';
import { Controller, Get, Injectable, Module, OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, NestFastifyApplication } from '@nestjs/platform-fastify';
import express from 'express';

@Injectable()
export class CatsService {
  readonly events: string[] = [];

  constructor(private adapterHost: HttpAdapterHost) {
    this.adapterHost.listen$.subscribe(() => this.events.push('HTTP server is listening'));
  }

  describe() {
    const adapterHost = this.adapterHost;
    const httpAdapter = adapterHost.httpAdapter;
    const instance = httpAdapter.getInstance();
    return {
      type: httpAdapter.getType(),
      instance: typeof instance.get,
      listening: adapterHost.listening,
      events: this.events,
    };
  }
}

@Controller()
export class CatsController {
  constructor(private catsService: CatsService) {}

  @Get()
  get() {
    return this.catsService.describe();
  }
}

@Injectable()
export class ShutdownObserver implements OnApplicationShutdown {
  private httpServers: http.Server[] = [];

  public addHttpServer(server: http.Server): void {
    this.httpServers.push(server);
  }

  public async onApplicationShutdown(): Promise<void> {
    await Promise.all(
      this.httpServers.map(
        (server) =>
          new Promise((resolve, reject) => {
            server.close((error) => {
              if (error) {
                reject(error);
              } else {
                resolve(null);
              }
            });
          }),
      ),
    );
  }
}

@Module({ controllers: [CatsController], providers: [CatsService, ShutdownObserver] })
class AppModule {}

const httpsOptions = {
  key: fs.readFileSync('./secrets/private-key.pem'),
  cert: fs.readFileSync('./secrets/public-certificate.pem'),
};

const logger = false;

async function secure() {
  if (process.argv[2] === 'fastify') {
    const app = await NestFactory.create<NestFastifyApplication>(
      AppModule,
      new FastifyAdapter({ https: httpsOptions }),
      { logger },
    );
    return app.listen(0).then(() => app);
  }
  const app = await NestFactory.create(AppModule, {
    httpsOptions,
    forceCloseConnections: true,
    logger,
  });
  return app.listen(0).then(() => app);
}

async function several() {
  const server = express();
  const app = await NestFactory.create(AppModule, new ExpressAdapter(server), { logger });
  await app.init();

  const httpServer = http.createServer(server).listen(0);
  const httpsServer = https.createServer(httpsOptions, server).listen(0);
  await Promise.all([httpServer, httpsServer].map((one) => new Promise((resolve) => one.once('listening', resolve))));

  const shutdownObserver = app.get(ShutdownObserver);
  shutdownObserver.addHttpServer(httpServer);
  shutdownObserver.addHttpServer(httpsServer);
  app.enableShutdownHooks();
  const [plain, encrypted] = [httpServer, httpsServer].map((one) => (one.address() as AddressInfo).port);
  process.stdout.write(`\nlistening on http://localhost:${plain} https://localhost:${encrypted}\n`);
}

async function bootstrap() {
  if (process.argv[3] === 'several') {
    await several();
    return;
  }
  const app = await secure();
  app.enableShutdownHooks();
  const { port } = app.getHttpServer().address() as AddressInfo;
  process.stdout.write(`\nlistening on https://localhost:${port}\n`);
}

bootstrap();
