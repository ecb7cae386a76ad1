import 'reflect-metadata';
import { Controller, Get, Inject, Injectable, Module, Scope } from '@portico/common';
import { INQUIRER, NestFactory, REQUEST } from '@portico/core';

// #region transient
@Injectable({ scope: Scope.TRANSIENT })
class Notes {
  readonly owner: string;

  constructor(@Inject(INQUIRER) owner: object) {
    this.owner = owner.constructor.name;
  }
}
// #endregion

// #region request
@Injectable({ scope: Scope.REQUEST })
class Visitor {
  constructor(@Inject(REQUEST) private readonly request: { headers: Record<string, string | undefined> }) {}

  get name() {
    return this.request.headers['x-name'] ?? 'nobody';
  }
}

@Injectable()
class Greeter {
  constructor(
    private readonly visitor: Visitor,
    private readonly notes: Notes,
  ) {}

  greet() {
    return { greeting: `Hello ${this.visitor.name}`, notesOf: this.notes.owner };
  }
}
// #endregion

@Controller()
class GreetingController {
  constructor(private readonly greeter: Greeter) {}

  @Get()
  greet() {
    return this.greeter.greet();
  }
}

@Module({ controllers: [GreetingController], providers: [Greeter, Notes, Visitor] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
