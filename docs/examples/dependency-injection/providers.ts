import 'reflect-metadata';
import { Inject, Injectable, Module, Optional } from '@portico/common';
import { NestFactory } from '@portico/core';

// #region tokens
abstract class Greeting {
  abstract words(name: string): string;
}

const LANGUAGE = Symbol('LANGUAGE');
// #endregion

// #region class
@Injectable()
class Clock {
  hour() {
    return 9;
  }
}
// #endregion

class EnglishGreeting implements Greeting {
  words(name: string) {
    return `Hello ${name}`;
  }
}

class FrenchGreeting implements Greeting {
  words(name: string) {
    return `Salut ${name}`;
  }
}

// #region consumer
@Injectable()
class Greeter {
  constructor(
    private readonly greeting: Greeting,
    private readonly clock: Clock,
    @Inject(LANGUAGE) private readonly language: string,
    @Inject('OPENING_HOUR') private readonly opening: Promise<number> | number,
    @Optional() @Inject('FAREWELL') private readonly farewell = 'and goodbye',
  ) {}

  async greet(name: string) {
    const open = this.clock.hour() >= (await this.opening);
    return `${this.greeting.words(name)} (${this.language}, ${open ? 'open' : 'closed'}) ${this.farewell}`;
  }
}
// #endregion

// #region module
@Module({
  providers: [
    Greeter,
    Clock,
    { provide: LANGUAGE, useValue: 'fr' },
    { provide: Greeting, useFactory: greetingOf, inject: [LANGUAGE] },
    { provide: 'OPENING_HOUR', useFactory: async () => 8 },
    { provide: 'WATCH', useExisting: Clock },
  ],
})
class AppModule {}

function greetingOf(language: string): Greeting {
  return language === 'fr' ? new FrenchGreeting() : new EnglishGreeting();
}
// #endregion

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
console.log(await app.get(Greeter).greet('Ada'));
console.log(app.get('WATCH') === app.get(Clock));
await app.close();
