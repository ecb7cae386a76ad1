import { Controller, Get, Param } from '@portico/common';
import { GreetingService } from './greeting.service.js';

@Controller()
export class GreetingController {
  constructor(private readonly greetings: GreetingService) {}

  @Get('hello/:name')
  hello(@Param('name') name: string): { greeting: string } {
    return { greeting: this.greetings.greet(name) };
  }
}
