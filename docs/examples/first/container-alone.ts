import 'reflect-metadata';
import { Injectable, Module } from '@portico/common';
import { NestFactory } from '@portico/core';

@Injectable()
class Clock {
  now() {
    return new Date();
  }
}

@Injectable()
class Greeter {
  constructor(private readonly clock: Clock) {}

  greet(name: string) {
    return `Hello ${name}, it is ${this.clock.now().toISOString()}`;
  }
}

@Module({ providers: [Clock, Greeter] })
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
console.log(app.get(Greeter).greet('Ada'));
await app.close();
