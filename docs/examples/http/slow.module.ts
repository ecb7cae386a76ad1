import { Controller, Get, Injectable, type MessageEvent, Module, type OnModuleDestroy, Sse } from '@portico/common';
import { concat, NEVER, type Observable, of, Subject, takeUntil } from 'rxjs';

/** Lets tests decide when the slow handler continues. */
@Injectable()
export class Gate {
  private readonly waiting: (() => void)[] = [];

  get count(): number {
    return this.waiting.length;
  }

  wait(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  open(): void {
    for (const goOn of this.waiting) goOn();
  }
}

@Controller()
export class SlowController {
  constructor(private readonly gate: Gate) {}

  @Get()
  quick(): string {
    return 'quick';
  }

  @Get('slow')
  async slow(): Promise<string> {
    await this.gate.wait();
    return 'slow';
  }
}

// #region events
@Controller()
export class EventsController implements OnModuleDestroy {
  private readonly ended = new Subject<void>();

  @Sse('events')
  events(): Observable<MessageEvent> {
    return concat(of({ data: 'hello' }), NEVER).pipe(takeUntil(this.ended));
  }

  onModuleDestroy(): void {
    this.ended.next();
  }
}
// #endregion

@Module({ controllers: [SlowController, EventsController], providers: [Gate] })
export class AppModule {}
