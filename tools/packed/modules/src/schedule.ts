import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { Cron, CronExpression, Interval, ScheduleModule, SchedulerRegistry, Timeout } from '@nestjs/schedule';
import { serve } from './serve.js';

@Injectable()
class Tasks {
  readonly runs = { cron: 0, interval: 0, timeout: 0 };

  @Cron(CronExpression.EVERY_SECOND, { name: 'every second' })
  onCron() {
    this.runs.cron++;
  }

  @Interval('often', 20)
  onInterval() {
    this.runs.interval++;
  }

  @Timeout('once', 20)
  onTimeout() {
    this.runs.timeout++;
  }
}

@Controller('tasks')
class TaskController {
  constructor(
    private readonly tasks: Tasks,
    private readonly registry: SchedulerRegistry,
  ) {}

  @Get()
  read() {
    const { registry } = this;
    const jobs = [...registry.getCronJobs().keys()];
    return { runs: this.tasks.runs, jobs, intervals: registry.getIntervals(), timeouts: registry.getTimeouts() };
  }
}

@Module({ imports: [ScheduleModule.forRoot()], controllers: [TaskController], providers: [Tasks] })
class AppModule {}

await serve(AppModule);
