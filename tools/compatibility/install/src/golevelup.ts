import { createConfigurableDynamicRootModule } from '@golevelup/nestjs-modules';
import { Controller, Get, Inject, Injectable, Module } from '@nestjs/common';
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

@Module({
  imports: [GreeterModule.forRootAsync(GreeterModule, { useClass: Settings })],
  controllers: [GreetController],
})
class AppModule {}

await serve(AppModule);
