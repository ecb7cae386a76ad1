import { Controller, Get, Ip, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter, type NestExpressApplication } from '@portico/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@portico/platform-fastify';

@Controller()
class AddressController {
  @Get()
  address(@Ip() address: string): string {
    return address;
  }
}

@Module({ controllers: [AddressController] })
class AppModule {}

export async function onExpress() {
  // #region express
  const app = await NestFactory.create<NestExpressApplication>(AppModule, new ExpressAdapter());
  app.set('trust proxy', 'loopback'); // the proxy runs on this machine; or its addresses, such as '10.0.0.0/8'
  // #endregion
  return app;
}

export async function onFastify() {
  // #region fastify
  const adapter = new FastifyAdapter({ trustProxy: 'loopback' });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter);
  // #endregion
  return app;
}
