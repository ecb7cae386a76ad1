import 'reflect-metadata';
import { Injectable, Module } from '@portico/common';
import { inject, NestFactory } from '@portico/core';

@Injectable()
class CatsRepository {
  readonly names = ['Tom', 'Kitty'];
}

// #region inject
@Injectable()
class CatsService {
  private readonly repository = inject(CatsRepository);
  private readonly limit = inject<number>('LIMIT', { optional: true }) ?? 10;

  names() {
    return this.repository.names.slice(0, this.limit);
  }
}
// #endregion

// #region factory
@Module({
  providers: [
    CatsRepository,
    CatsService,
    { provide: 'LIMIT', useValue: 1 },
    { provide: 'FIRST', useFactory: () => inject(CatsService).names()[0] },
  ],
})
class AppModule {}
// #endregion

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
console.log(app.get(CatsService).names(), app.get('FIRST'));
await app.close();
