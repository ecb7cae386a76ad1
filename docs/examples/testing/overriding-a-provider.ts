import 'reflect-metadata';
import { Injectable, Module } from '@portico/common';
import { Test } from '@portico/testing';

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

const testing = await Test.createTestingModule({ imports: [AppModule] })
  .overrideProvider(Clock)
  .useValue({ now: () => new Date(0) })
  .compile();

console.log(testing.get(Greeter).greet('Ada')); // Hello Ada, it is 1970-01-01T00:00:00.000Z
await testing.close();
