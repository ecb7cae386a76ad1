import { Controller, Get, Injectable, Module, Param } from '@nestjs/common';
import {
  InjectMetric,
  makeCounterProvider,
  makeHistogramProvider,
  PrometheusModule,
} from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import { serve } from './serve.js';

@Injectable()
class Shop {
  constructor(
    @InjectMetric('sold_total') private readonly sold: Counter,
    @InjectMetric('price') private readonly price: Histogram,
  ) {}

  sell(fruit: string): string {
    this.sold.inc({ fruit });
    this.price.observe(3);
    return fruit;
  }
}

@Controller('shop')
class ShopController {
  constructor(private readonly shop: Shop) {}

  @Get(':fruit')
  sell(@Param('fruit') fruit: string) {
    return this.shop.sell(fruit);
  }
}

@Module({
  imports: [PrometheusModule.register({ path: '/mymetrics', defaultLabels: { app: 'portico' } })],
  controllers: [ShopController],
  providers: [
    Shop,
    makeCounterProvider({ name: 'sold_total', help: 'Fruit that was sold', labelNames: ['fruit'] }),
    makeHistogramProvider({ name: 'price', help: 'Prices', buckets: [1, 5] }),
  ],
})
class AppModule {}

await serve(AppModule);
