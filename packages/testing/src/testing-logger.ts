import { ConsoleLogger } from '@portico/common';

/** The default logger of tests: prints only errors. */
export class TestingLogger extends ConsoleLogger {
  constructor() {
    super('Testing');
  }

  override log(): void {}
  override warn(): void {}
  override debug(): void {}
  override verbose(): void {}
}
