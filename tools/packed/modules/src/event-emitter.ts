import { Body, Controller, Get, Inject, Injectable, Module, Post, Scope } from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import { EventEmitter2, EventEmitterModule, OnEvent } from '@nestjs/event-emitter';
import { serve } from './serve.js';

interface Order {
  readonly id: number;
}

const heard: string[] = [];

@Injectable()
class OrderListener {
  @OnEvent('order.created')
  @OnEvent('order.paid', { async: true })
  onOrder(order: Order) {
    heard.push(`listener ${order.id}`);
  }

  @OnEvent('order.*')
  onAny(order: Order) {
    heard.push(`wildcard ${order.id}`);
  }

  @OnEvent('order.broken')
  onBroken() {
    throw new Error('a listener that fails');
  }
}

@Injectable({ scope: Scope.REQUEST })
class ScopedListener {
  constructor(@Inject(REQUEST) private readonly request: { payload: Order }) {}

  @OnEvent('order.created')
  onOrder(order: Order) {
    heard.push(`scoped ${order.id} in ${JSON.stringify(this.request)}`);
  }
}

@Controller('orders')
class OrderController {
  constructor(private readonly events: EventEmitter2) {}

  @Post('created')
  async created(@Body() order: Order) {
    heard.length = 0;
    await this.events.emitAsync('order.created', order);
    return heard.toSorted();
  }

  @Get('broken')
  async broken() {
    heard.length = 0;
    await this.events.emitAsync('order.broken', { id: 9 });
    return heard;
  }
}

@Module({
  imports: [EventEmitterModule.forRoot({ wildcard: true })],
  controllers: [OrderController],
  providers: [OrderListener, ScopedListener],
})
class AppModule {}

await serve(AppModule);
