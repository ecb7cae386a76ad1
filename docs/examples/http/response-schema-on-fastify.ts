import { Controller, Get, Module, Param } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter, type NestFastifyApplication, RouteSchema } from '@portico/platform-fastify';
import { z } from 'zod';

const user = { id: 7, name: 'Ann', passwordHash: 'secret' };

// #region schema
const User = z.object({ id: z.number(), name: z.string() });

@Controller('users')
export class UsersController {
  @Get()
  @RouteSchema({ response: { '2xx': [User] } }) // a list of users
  findAll() {
    return [user];
  }

  @Get(':id')
  @RouteSchema({ response: { '2xx': User } })
  find(@Param('id') id: string) {
    return { ...user, id: Number(id) }; // sent without passwordHash
  }
}
// #endregion

@Module({ controllers: [UsersController] })
class AppModule {}

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter());
await app.listen(process.env.PORT ?? 3000);

export { app };
