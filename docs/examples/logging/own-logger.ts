import { ConsoleLogger, Injectable, type LoggerService, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { AppModule as CatsModule, CatsService } from './application.js';

// #region extend
@Injectable()
export class AlertingLogger extends ConsoleLogger {
  readonly alerts: unknown[] = [];

  override error(message: unknown, ...rest: unknown[]): void {
    this.alerts.push(message); // for example, sent to an error tracker
    super.error(message, ...rest);
  }
}
// #endregion

// #region implement
export class LinesLogger implements LoggerService {
  constructor(private readonly write: (line: string) => void) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(`info ${message} ${rest.at(-1) ?? ''}`); // the last argument is the context
  }

  error(message: unknown): void {
    this.write(`error ${message}`);
  }

  warn(message: unknown): void {
    this.write(`warning ${message}`);
  }
}
// #endregion

// #region buffer
@Module({ imports: [CatsModule], providers: [AlertingLogger] })
class AppModule {}

const app = await NestFactory.create(AppModule, { bufferLogs: true });
app.useLogger(app.get(AlertingLogger));
// #endregion
await app.listen(process.env.PORT ?? 3000);

export { app, CatsService };
