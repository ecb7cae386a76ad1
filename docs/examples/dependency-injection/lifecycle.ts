import 'reflect-metadata';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@portico/common';
import { NestFactory } from '@portico/core';

// #region hooks
@Injectable()
class Database
  implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown, OnApplicationShutdown
{
  async onModuleInit() {
    console.log('onModuleInit: everything that it depends on is ready');
  }

  onApplicationBootstrap() {
    console.log('onApplicationBootstrap: all modules are initialised');
  }

  onModuleDestroy() {
    console.log('onModuleDestroy: the application is about to close');
  }

  beforeApplicationShutdown(signal?: string) {
    console.log(`beforeApplicationShutdown(${signal}): connections are still open`);
  }

  onApplicationShutdown(signal?: string) {
    console.log(`onApplicationShutdown(${signal}): connections are closed`);
  }
}
// #endregion

@Module({ providers: [Database] })
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
await app.close('SIGTERM');
