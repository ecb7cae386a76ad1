import 'reflect-metadata';
import { forwardRef, Inject, Injectable, Module } from '@portico/common';
import { NestFactory } from '@portico/core';

// #region circular-dependency
@Injectable()
class CatsService {
  constructor(@Inject(forwardRef(() => DogsService)) private readonly dogs: { count(): number }) {}

  count() {
    return 2;
  }

  animals() {
    return this.count() + this.dogs.count();
  }
}

@Injectable()
class DogsService {
  constructor(@Inject(forwardRef(() => CatsService)) readonly cats: CatsService) {}

  count() {
    return 3;
  }
}
// #endregion

@Module({ providers: [CatsService, DogsService] })
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
console.log(app.get(CatsService).animals());
await app.close();
