import {
  Controller,
  Logger as FrameworkLogger,
  Get,
  Injectable,
  InternalServerErrorException,
  Module,
} from '@nestjs/common';
import { InjectPinoLogger, Logger, LoggerErrorInterceptor, LoggerModule, PinoLogger } from 'nestjs-pino';
import { serve } from './serve.js';

@Injectable()
class Worker {
  private readonly logger = new FrameworkLogger(Worker.name);

  work() {
    this.logger.log('by the framework');
  }
}

@Controller('log')
class LogController {
  constructor(
    private readonly worker: Worker,
    @InjectPinoLogger(LogController.name) private readonly pino: PinoLogger,
  ) {}

  @Get()
  log() {
    this.pino.assign({ tenant: 'acme' });
    this.pino.info({ cats: 3 }, 'by pino');
    this.worker.work();
    return 'logged';
  }

  @Get('broken')
  broken() {
    throw new InternalServerErrorException('as planned');
  }
}

@Module({
  imports: [LoggerModule.forRoot({ pinoHttp: { level: 'debug' } })],
  controllers: [LogController],
  providers: [Worker],
})
class AppModule {}

await serve(AppModule, {
  bufferLogs: true,
  configure(app) {
    app.useLogger(app.get(Logger));
    app.useGlobalInterceptors(new LoggerErrorInterceptor());
  },
});
