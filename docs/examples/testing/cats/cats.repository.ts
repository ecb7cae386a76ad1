import { Injectable } from '@portico/common';

@Injectable()
export class CatsRepository {
  async names(): Promise<string[]> {
    throw new Error('There is no database here');
  }
}
