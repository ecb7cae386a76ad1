import { Injectable, Logger } from '@portico/common';
import { CatsRepository } from './cats.repository.js';

@Injectable()
export class CatsService {
  private readonly logger = new Logger(CatsService.name);

  constructor(private readonly repository: CatsRepository) {}

  async loudNames(): Promise<string[]> {
    const names = await this.repository.names();
    this.logger.log(`${names.length} cats called`);
    return names.map((name) => name.toUpperCase());
  }
}
