import { Controller, Get, Module } from '@portico/common';

@Controller()
export class HelloController {
  @Get()
  hello(): string {
    return 'hello';
  }
}

@Module({ controllers: [HelloController] })
export class AppModule {}
