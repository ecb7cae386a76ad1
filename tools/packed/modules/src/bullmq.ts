import { BullModule, InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Body, Controller, Get, Injectable, Module, Param, Post } from '@nestjs/common';
import { type Job, Queue } from 'bullmq';
import { serve } from './serve.js';

@Injectable()
class Log {
  readonly lines: string[] = [];
}

@Processor('letters', { concurrency: 2 })
class LettersProcessor extends WorkerHost {
  constructor(private readonly log: Log) {
    super();
  }

  override async process(job: Job<{ to: string }>): Promise<string> {
    if (job.data.to === 'nobody' && job.attemptsMade === 0) throw new Error('no such reader');
    return `delivered to ${job.data.to}`;
  }

  @OnWorkerEvent('completed')
  completed(job: Job) {
    this.log.lines.push(`completed ${job.name}`);
  }

  @OnWorkerEvent('failed')
  failed(job: Job, error: Error) {
    this.log.lines.push(`failed ${job.name}: ${error.message}`);
  }
}

@Controller('letters')
class LettersController {
  constructor(
    @InjectQueue('letters') private readonly letters: Queue,
    private readonly log: Log,
  ) {}

  @Post()
  async send(@Body() { to }: { to: string }) {
    const job = await this.letters.add(`letter to ${to}`, { to }, { attempts: 2 });
    return { id: job.id };
  }

  @Get('log')
  lines() {
    return this.log.lines;
  }

  @Get(':id')
  async state(@Param('id') id: string) {
    // The state is read first: a job that was read before it completed would have no result yet.
    const state = await this.letters.getJobState(id);
    const job = await this.letters.getJob(id);
    return { state, result: job?.returnvalue, attempts: job?.attemptsMade };
  }
}

@Module({
  imports: [
    BullModule.forRootAsync({
      useFactory: () => ({ connection: { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) } }),
    }),
    BullModule.registerQueue({ name: 'letters', prefix: `test-${process.argv[2]}` }),
  ],
  controllers: [LettersController],
  providers: [Log, LettersProcessor],
})
class AppModule {}

await serve(AppModule);
