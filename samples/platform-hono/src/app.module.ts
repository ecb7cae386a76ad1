import { Module } from '@portico/common';
import { NotesController } from './notes/notes.controller.js';
import { NotesService } from './notes/notes.service.js';

@Module({ controllers: [NotesController], providers: [NotesService] })
export class AppModule {}
