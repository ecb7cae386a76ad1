import { Injectable, NotFoundException } from '@portico/common';

export interface Cat {
  readonly id: number;
  readonly name: string;
}

@Injectable()
export class CatsService {
  private readonly cats: Cat[] = [{ id: 1, name: 'Tom' }];

  all(): Cat[] {
    return this.cats;
  }

  find(id: number): Cat {
    const cat = this.cats.find((each) => each.id === id);
    if (!cat) throw new NotFoundException(`There is no cat ${id}`);
    return cat;
  }

  adopt(name: string): Cat {
    const cat = { id: this.cats.length + 1, name };
    this.cats.push(cat);
    return cat;
  }
}
