import {
  Controller,
  Get,
  type INestApplication,
  type MiddlewareConsumer,
  Param,
  Post,
  type Type,
  UnauthorizedException,
} from '@portico/common';
import { type Running } from '../support/application.js';

export type Consume = (consumer: MiddlewareConsumer) => unknown;

export type Configure = (app: INestApplication) => unknown;

@Controller('internal')
class InternalController {
  @Get('secrets') secrets() {
    return 'secrets';
  }
  @Post('secrets') replace() {
    return 'replaced';
  }
  @Get('other') other() {
    return 'other';
  }
}

@Controller('hello')
class HelloController {
  @Get() hello() {
    return 'hello';
  }
  @Get(':name') named(@Param('name') name: string) {
    return `hello ${name}`;
  }
}

@Controller('default')
class DefaultController {
  @Get() get() {
    return 'default';
  }
}

@Controller()
class RootController {
  @Get() root() {
    return 'root';
  }
}

export const PLAIN = [InternalController, HelloController, DefaultController, RootController];

export function refuse(): never {
  throw new UnauthorizedException();
}

export type Start = (controllers: Type[], consume: Consume, configure: Configure) => Promise<Running>;

export const statusOf = async (app: Running, path: string, headers = {}): Promise<number> =>
  (await app.get(path, headers)).status;
