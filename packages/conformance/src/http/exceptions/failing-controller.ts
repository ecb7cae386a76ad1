import {
  type ArgumentsHost,
  BadRequestException,
  type CallHandler,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  ForbiddenException,
  Get,
  Header,
  HttpException,
  type NestInterceptor,
  NotFoundException,
  Param,
  type PipeTransform,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import type { Observable } from 'rxjs';

class Teapot extends HttpException {
  constructor() {
    super({ short: true, stout: true }, 418);
  }
}

@Catch()
export class ThrowingFilter implements ExceptionFilter {
  catch(): never {
    throw new Error('the filter itself');
  }
}

@Catch()
class AsyncThrowingFilter implements ExceptionFilter {
  async catch(): Promise<never> {
    throw new Error('the filter itself');
  }
}

export function reply(host: ArgumentsHost, status: number, body: unknown): void {
  const response = host.switchToHttp().getResponse<any>();
  response.status(status).send(body);
}

class Guard implements CanActivate {
  constructor(private readonly decide: () => boolean | Promise<boolean>) {}
  canActivate() {
    return this.decide();
  }
}

class ThrowingInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, _next: CallHandler): Observable<unknown> {
    throw new BadRequestException('interceptor');
  }
}

class ThrowingPipe implements PipeTransform {
  transform(): never {
    throw new BadRequestException('pipe');
  }
}

@Controller()
export class FailingController {
  @Get('http') http() {
    throw new NotFoundException('no such cat', { cause: new Error('hidden'), description: 'Cat Missing' });
  }
  @Get('http/object') object() {
    throw new Teapot();
  }
  @Get('http/async') async later() {
    throw new ForbiddenException();
  }
  @Get('http/text') text() {
    throw new HttpException('just text', 402);
  }
  @Get('unknown') unknown() {
    throw new Error('a secret');
  }
  @Get('unknown/async') async unknownAsync() {
    throw new Error('a secret');
  }
  @Get('unknown/text') unknownText() {
    throw 'a text';
  }
  @Get('unknown/null') unknownNull() {
    throw null;
  }
  @Get('unsendable') unsendable() {
    throw new HttpException({ amount: 1n }, 400);
  }
  @Header('Content-Type', 'text/csv') @Get('csv') csv() {
    throw new BadRequestException('not so');
  }
  @UseGuards(new Guard(() => false)) @Get('denied') denied() {
    return 'never';
  }
  @UseGuards(new Guard(async () => false)) @Get('denied/async') deniedAsync() {
    return 'never';
  }
  @UseInterceptors(new ThrowingInterceptor()) @Get('interceptor') interceptor() {
    return 'never';
  }
  @Get('pipe/:id') pipe(@Param('id', new ThrowingPipe()) id: string) {
    return id;
  }
  @UseFilters(new ThrowingFilter()) @Get('filter') filter() {
    throw new Error('first');
  }
  @UseFilters(new AsyncThrowingFilter()) @Get('filter/async') filterAsync() {
    throw new Error('first');
  }
  @Get('fine') fine() {
    return 'fine';
  }
}
