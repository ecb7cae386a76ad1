import 'reflect-metadata';
import {
  ClassSerializerInterceptor,
  Controller,
  Get,
  Module,
  SerializeOptions,
  StandardSchemaSerializerInterceptor,
  UseInterceptors,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import { Exclude } from 'class-transformer';
import { z } from 'zod';

const user = { id: 7, name: 'Ann', passwordHash: 'secret' };

// #region schema
const User = z.object({ id: z.number(), name: z.string() });

@Controller('users')
@UseInterceptors(StandardSchemaSerializerInterceptor)
export class UsersController {
  @Get()
  @SerializeOptions({ schema: User }) // of each element of a list
  findAll() {
    return [user];
  }

  @Get('page')
  @SerializeOptions({ schema: z.object({ total: z.number(), users: z.array(User) }) })
  page() {
    return { total: 1, users: [user] };
  }
}
// #endregion

// #region class
export class Account {
  @Exclude() readonly passwordHash = 'secret';
  constructor(readonly name: string) {}
}

@Controller('accounts')
@UseInterceptors(ClassSerializerInterceptor)
export class AccountsController {
  @Get()
  find() {
    return new Account('Ann'); // an instance: plain objects are sent unchanged
  }
}
// #endregion

@Module({ controllers: [UsersController, AccountsController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);

export { app };
