import { DiscoveryModule, DiscoveryService } from '@golevelup/nestjs-discovery';
import { createConfigurableDynamicRootModule } from '@golevelup/nestjs-modules';
import { Controller, Get, Inject, Injectable, Module, type OnModuleInit, Scope, SetMetadata } from '@nestjs/common';
import { serve } from './serve.js';

interface GreeterOptions {
  greeting: string;
}

const OPTIONS = Symbol('greeter options');

@Injectable()
class Greeter {
  constructor(@Inject(OPTIONS) private readonly options: GreeterOptions) {}

  greet(name: string): string {
    return `${this.options.greeting} ${name}`;
  }
}

@Module({})
class GreeterModule extends createConfigurableDynamicRootModule<GreeterModule, GreeterOptions>(OPTIONS, {
  providers: [Greeter],
  exports: [Greeter],
}) {}

@Injectable()
class Settings {
  createModuleConfig(): GreeterOptions {
    return { greeting: 'Good morning' };
  }
}

@Controller()
class GreetController {
  constructor(private readonly greeter: Greeter) {}

  @Get('greet')
  greet() {
    return this.greeter.greet('Ada');
  }
}

const ON_EVENT = 'on event';
const OnEvent = (event: string) => SetMetadata(ON_EVENT, event);

@OnEvent('class')
@Injectable()
class Orders {
  private count = 0;

  @OnEvent('ordered')
  ordered(): number {
    this.count += 1;
    return this.count;
  }
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  @OnEvent('per request')
  never(): void {}
}

/** Finds handlers by their decorator and calls them on their instances, as message libraries do. */
@Controller('events')
class EventsController implements OnModuleInit {
  private readonly handlers = new Map<string, () => unknown>();
  private found: unknown[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  async onModuleInit(): Promise<void> {
    for (const { meta, discoveredMethod } of await this.discovery.providerMethodsWithMetaAtKey<string>(ON_EVENT)) {
      const { handler, parentClass } = discoveredMethod;
      this.handlers.set(meta, () => handler.call(parentClass.instance));
    }
    const classes = await this.discovery.providersWithMetaAtKey<string>(ON_EVENT);
    const methods = await this.discovery.controllerMethodsWithMetaAtKey<string>(ON_EVENT);
    this.found = [
      ...classes.map(({ meta, discoveredClass: { name, parentModule } }) => [meta, name, parentModule.name]),
      ...methods.map(({ meta, discoveredMethod }) => [meta, discoveredMethod.parentClass.name]),
    ];
  }

  @OnEvent('controller')
  @Get()
  list() {
    return { handlers: [...this.handlers.keys()], found: this.found, ordered: this.handlers.get('ordered')?.() };
  }
}

@Module({
  imports: [GreeterModule.forRootAsync(GreeterModule, { useClass: Settings }), DiscoveryModule],
  providers: [Orders, PerRequest],
  controllers: [GreetController, EventsController],
})
class AppModule {}

await serve(AppModule);
