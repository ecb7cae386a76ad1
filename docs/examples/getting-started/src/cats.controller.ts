import { Body, Controller, Get, Param, ParseIntPipe, Post } from '@portico/common';
import { CatsService } from './cats.service.js';

@Controller('cats')
export class CatsController {
  constructor(private readonly cats: CatsService) {}

  @Get()
  all() {
    return this.cats.all();
  }

  @Get(':id')
  find(@Param('id', ParseIntPipe) id: number) {
    return this.cats.find(id);
  }

  @Post()
  adopt(@Body('name') name: string) {
    return this.cats.adopt(name);
  }
}
