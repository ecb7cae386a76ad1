import { Controller, Get, Injectable, Logger, Module } from '@portico/common';

// #region use
@Injectable()
export class CatsService {
  private readonly logger = new Logger(CatsService.name);

  adopt(name: string): void {
    this.logger.log('Cat adopted', { name });
  }

  fail(error: Error): void {
    this.logger.error(error);
  }
}
// #endregion

@Controller()
class CatsController {
  constructor(private readonly cats: CatsService) {}

  @Get()
  adopt(): string {
    this.cats.adopt('Tom');
    return 'adopted';
  }

  @Get('broken')
  broken(): never {
    throw new Error('the database is gone');
  }
}

@Module({ controllers: [CatsController], providers: [CatsService] })
export class AppModule {}
