import { Injectable, NotFoundException } from '@portico/common';

export interface Note {
  readonly id: number;
  readonly text: string;
}

@Injectable()
export class NotesService {
  private readonly notes: Note[] = [];

  all(): readonly Note[] {
    return this.notes;
  }

  /** @throws NotFoundException */
  one(id: number): Note {
    const note = this.notes[id - 1];
    if (!note) throw new NotFoundException(`There is no note ${id}`);
    return note;
  }

  add(text: string): Note {
    const note = { id: this.notes.length + 1, text };
    this.notes.push(note);
    return note;
  }
}
