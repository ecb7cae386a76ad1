import 'reflect-metadata';
import { Injectable, Module, type OnModuleInit, Scope } from '@portico/common';
import { LazyModuleLoader, ModuleRef, NestFactory } from '@portico/core';

@Injectable()
class Clock {
  readonly year = 2024;
}

@Injectable({ scope: Scope.TRANSIENT })
class Draft {
  text = '';
}

@Injectable()
class Report {
  constructor(readonly clock: Clock) {}
}

@Injectable()
class Printer {
  print = (text: string) => `printed: ${text}`;
}

@Module({ providers: [Printer] })
class PrintingModule {}

// #region module-ref
@Injectable()
class Desk implements OnModuleInit {
  private clock!: Clock;

  constructor(
    private readonly moduleRef: ModuleRef,
    private readonly lazyModules: LazyModuleLoader,
  ) {}

  onModuleInit() {
    this.clock = this.moduleRef.get(Clock, { strict: false });
  }

  async write() {
    const draft = await this.moduleRef.resolve(Draft); // a new instance each time
    const report = await this.moduleRef.create(Report); // not a provider; its dependencies come from this module
    draft.text = `${report.constructor.name} of ${this.clock.year}`;
    const printing = await this.lazyModules.load(() => PrintingModule);
    return printing.get(Printer).print(draft.text);
  }
}
// #endregion

@Module({ providers: [Clock, Draft, Desk] })
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
console.log(await app.get(Desk).write());
await app.close();
