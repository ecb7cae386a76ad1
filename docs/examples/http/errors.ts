import {
  type ArgumentsHost,
  Catch,
  ConflictException,
  Controller,
  type ExceptionFilter,
  Get,
  Module,
} from '@portico/common';
import { APP_FILTER, HttpAdapterHost, NestFactory } from '@portico/core';

// #region own
class OutOfStock extends Error {
  constructor(readonly item: string) {
    super(`There is no ${item} left`);
  }
}
// #endregion

// #region throw
@Controller('orders')
export class OrdersController {
  @Get('taken')
  taken(): never {
    throw new ConflictException('This order is taken', { cause: new Error('second click'), description: 'Taken' });
  }

  @Get('empty')
  empty(): never {
    throw new OutOfStock('tea');
  }

  @Get('broken')
  broken(): never {
    throw new Error('the password of the database is wrong');
  }
}
// #endregion

// #region filter
@Catch(OutOfStock)
export class OutOfStockFilter implements ExceptionFilter<OutOfStock> {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: OutOfStock, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse();
    this.adapterHost.httpAdapter.reply(response, { item: error.item, message: error.message }, 409);
  }
}
// #endregion

@Module({ controllers: [OrdersController], providers: [{ provide: APP_FILTER, useClass: OutOfStockFilter }] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);

export { app };
