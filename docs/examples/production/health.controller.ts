import { Controller, Get, Injectable, ServiceUnavailableException } from '@portico/common';

@Injectable()
export class Database {
  reachable = true;

  async isReachable(): Promise<boolean> {
    return this.reachable; // for example, the result of SELECT 1
  }
}

// #region health
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get('live')
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready() {
    if (!(await this.database.isReachable())) throw new ServiceUnavailableException('The database is not reachable');
    return { status: 'ok' };
  }
}
// #endregion
