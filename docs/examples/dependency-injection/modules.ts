import 'reflect-metadata';
import { Global, Injectable, Module } from '@portico/common';
import { NestFactory } from '@portico/core';

@Injectable()
class Settings {
  readonly greeting = 'Hello';
}

// #region global
@Global()
@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}
// #endregion

// #region exports
@Injectable()
class CatsRepository {
  readonly names = ['Tom', 'Kitty'];
}

@Injectable()
class CatsService {
  constructor(private readonly repository: CatsRepository) {}

  names() {
    return this.repository.names;
  }
}

@Module({
  providers: [CatsService, CatsRepository], // the repository stays private to the module
  exports: [CatsService],
})
class CatsModule {}
// #endregion

// #region imports
@Injectable()
class Greeter {
  constructor(
    private readonly cats: CatsService,
    private readonly settings: Settings,
  ) {}

  greet() {
    return this.cats.names().map((name) => `${this.settings.greeting} ${name}`);
  }
}

@Module({ imports: [CatsModule, SettingsModule], providers: [Greeter] })
class AppModule {}
// #endregion

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
console.log(app.get(Greeter).greet().join(', '));
await app.close();
