import 'reflect-metadata';
import { type CanActivate, type ExecutionContext, Module, ParseIntPipe, UseGuards } from '@portico/common';
import { NestFactory } from '@portico/core';
import { Command, Word } from './command.js';
import { LineServer } from './line-server.js';

// #region server
class Weekdays implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.getArgByIndex<string[]>(1)[0] !== 'sunday';
  }
}

@LineServer()
class Calculator {
  @Command('add')
  add(@Word(0, ParseIntPipe) first: number, @Word(1, ParseIntPipe) second: number) {
    return first + second;
  }

  @Command('open')
  @UseGuards(Weekdays)
  open(@Word(0) day: string) {
    return `open on ${day}`;
  }
}
// #endregion

@Module({ providers: [Calculator] })
class AppModule {}

const app = await NestFactory.create(AppModule);
app.enableShutdownHooks();
await app.init();
