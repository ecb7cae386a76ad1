import * as net from 'node:net';
import { INestApplication, Module, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import { CustomGateway, UsersGateway } from './custom.gateway';
import { EventsGateway, NamespaceGateway } from './events.gateway';
import { RedisIoAdapter } from './redis-io.adapter';
import { WsAdapter as CustomWsAdapter } from './ws-adapter';

@Module({ providers: [EventsGateway, NamespaceGateway] })
class SocketIoModule {}

@Module({ providers: [UsersGateway] })
class WsModule {}

@Module({ providers: [CustomGateway] })
class CustomModule {}

async function create(module: Type<unknown>): Promise<INestApplication> {
  const options = { logger: ['error', 'warn'] as ('error' | 'warn')[] };
  return process.argv[2] === 'fastify'
    ? NestFactory.create(module, new FastifyAdapter(), options)
    : NestFactory.create(module, options);
}

const applications: Record<string, () => Promise<INestApplication>> = {
  // The adapter by default is socket.io's.
  'socket.io': () => create(SocketIoModule),

  async redis() {
    redirectRedis();
    const app = await create(SocketIoModule);
    const redisIoAdapter = new RedisIoAdapter(app);
    await redisIoAdapter.connectToRedis();

    app.useWebSocketAdapter(redisIoAdapter);
    return app;
  },

  async ws() {
    const app = await create(WsModule);
    const wsAdapter = new WsAdapter(app, {
      // To handle messages in the [event, data] format
      messageParser: (data) => {
        const [event, payload] = JSON.parse(data.toString());
        return { event, data: payload };
      },
    });
    app.useWebSocketAdapter(wsAdapter);
    return app;
  },

  async custom() {
    const app = await create(CustomModule);
    app.useWebSocketAdapter(new CustomWsAdapter(app));
    return app;
  },
};

/** The adapter of the documents names Redis' usual port; the tests have one of their own. */
function redirectRedis() {
  const { createConnection } = net;
  const redirected = (options: net.TcpNetConnectOpts) =>
    createConnection(
      options.port === 6379 ? { ...options, host: '127.0.0.1', port: Number(process.env.REDIS_PORT) } : options,
    );
  Object.assign(require('node:net'), { createConnection: redirected });
}

async function bootstrap() {
  const app = await applications[process.argv[3]]();
  app.enableShutdownHooks();
  await app.listen(0, '127.0.0.1');
  process.stdout.write(`\nlistening on ${await app.getUrl()}\n`);
}

bootstrap();
