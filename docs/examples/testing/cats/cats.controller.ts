import { Controller, Get, UseGuards } from '@portico/common';
import { CatsService } from './cats.service.js';
import { SessionGuard } from './session.guard.js';

@Controller('cats')
@UseGuards(SessionGuard)
export class CatsController {
  constructor(private readonly cats: CatsService) {}

  @Get()
  names(): Promise<string[]> {
    return this.cats.loudNames();
  }
}
