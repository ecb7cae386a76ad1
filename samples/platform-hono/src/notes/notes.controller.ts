import { BadRequestException, Body, Controller, Get, Param, ParseIntPipe, Post } from '@portico/common';
import { type Note, NotesService } from './notes.service.js';

@Controller('notes')
export class NotesController {
  constructor(private readonly notes: NotesService) {}

  @Get()
  all(): readonly Note[] {
    return this.notes.all();
  }

  @Get(':id')
  one(@Param('id', ParseIntPipe) id: number): Note {
    return this.notes.one(id);
  }

  @Post()
  add(@Body('text') text: unknown): Note {
    if (typeof text !== 'string' || text.trim() === '') throw new BadRequestException('A note needs a text');
    return this.notes.add(text);
  }
}
