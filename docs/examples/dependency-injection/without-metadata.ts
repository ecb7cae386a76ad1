import 'reflect-metadata';
import { Dependencies, Inject, Injectable, Module } from '@portico/common';
import { inject, NestFactory } from '@portico/core';

@Injectable()
class Clock {
  readonly year = 1815;
}

// #region field
@Injectable()
class ByField {
  private readonly clock = inject(Clock);

  born = () => this.clock.year;
}
// #endregion

// #region parameter
@Injectable()
class ByParameter {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  born = () => this.clock.year;
}
// #endregion

// #region list
@Injectable({ inject: [Clock, { token: 'NAME', optional: true }] })
class ByList {
  constructor(
    private readonly clock: Clock,
    readonly name: string = 'Ada',
  ) {}

  born = () => this.clock.year;
}
// #endregion

// #region dependencies
@Injectable()
@Dependencies(Clock)
class ByDependencies {
  constructor(private readonly clock: Clock) {}

  born = () => this.clock.year;
}
// #endregion

@Module({ providers: [Clock, ByField, ByParameter, ByList, ByDependencies] })
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
console.log([ByField, ByParameter, ByList, ByDependencies].map((type) => app.get(type).born()).join(' '));
await app.close();
