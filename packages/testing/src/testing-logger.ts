import { ConsoleLogger } from '@portico/common';

/** The logger of tests that set none: only errors are worth a line. */
export class TestingLogger extends ConsoleLogger {
  constructor() {
    super('Testing');
  }

  override log(): void {}
  override warn(): void {}
  override debug(): void {}
  override verbose(): void {}
}
