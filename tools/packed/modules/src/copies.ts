import * as nestCommon from '@nestjs/common';
import * as nestCore from '@nestjs/core';
import * as nestExpress from '@nestjs/platform-express';
import * as nestFastify from '@nestjs/platform-fastify';
import * as nestSocketIo from '@nestjs/platform-socket.io';
import * as nestWs from '@nestjs/platform-ws';
import * as nestTesting from '@nestjs/testing';
import * as nestWebsockets from '@nestjs/websockets';
import * as common from '@portico/common';
import * as core from '@portico/core';
import * as express from '@portico/platform-express';
import * as fastify from '@portico/platform-fastify';
import * as socketIo from '@portico/platform-socket.io';
import * as ws from '@portico/platform-ws';
import * as testing from '@portico/testing';
import * as websockets from '@portico/websockets';
import { serve } from './serve.js';

const pairs: Record<string, readonly [object, object]> = {
  common: [nestCommon, common],
  core: [nestCore, core],
  'platform-express': [nestExpress, express],
  'platform-fastify': [nestFastify, fastify],
  'platform-socket.io': [nestSocketIo, socketIo],
  'platform-ws': [nestWs, ws],
  testing: [nestTesting, testing],
  websockets: [nestWebsockets, websockets],
};

/** What a package exports as two different things under its two names. */
function differences(a: object, b: object): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].filter((name) => Reflect.get(a, name) !== Reflect.get(b, name));
}

@common.Catch(common.NotFoundException)
class NotFoundFilter implements nestCommon.ExceptionFilter<common.NotFoundException> {
  catch(_exception: common.NotFoundException, host: nestCommon.ArgumentsHost) {
    const { httpAdapter } = this.host;
    httpAdapter.reply(host.switchToHttp().getResponse(), 'caught', 404);
  }

  constructor(private readonly host: nestCore.HttpAdapterHost) {}
}

@nestCommon.Controller()
class CopiesController {
  constructor(
    readonly reflector: core.Reflector,
    readonly sameReflector: nestCore.Reflector,
    readonly moduleRef: core.ModuleRef,
  ) {}

  @nestCommon.Get('differences')
  differences() {
    return Object.fromEntries(Object.entries(pairs).map(([name, [a, b]]) => [name, differences(a, b)]));
  }

  @common.Get('thrown')
  thrown() {
    throw new nestCommon.NotFoundException();
  }

  @common.Get('injected')
  injected() {
    return [
      this.reflector === this.sameReflector,
      this.moduleRef instanceof nestCore.ModuleRef,
      new nestCommon.ForbiddenException() instanceof common.HttpException,
    ];
  }
}

@common.Module({
  controllers: [CopiesController],
  providers: [{ provide: nestCore.APP_FILTER, useClass: NotFoundFilter }],
})
class AppModule {}

await serve(AppModule);
