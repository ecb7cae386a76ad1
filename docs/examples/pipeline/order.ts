import 'reflect-metadata';
import {
  type CallHandler,
  type CanActivate,
  Controller,
  type ExceptionFilter,
  Get,
  Module,
  type NestInterceptor,
  Param,
  type PipeTransform,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import { tap } from 'rxjs';

const guard = (level: string): CanActivate => ({ canActivate: () => say(`${level} guard`) });
const pipe = (level: string): PipeTransform => ({ transform: (value) => say(`${level} pipe`) && value });
const filter = (level: string): ExceptionFilter => ({
  catch: (error, host) => {
    say(`${level} filter`);
    host.switchToHttp().getResponse<{ json(body: unknown): void }>().json({ error: error.message });
  },
});
const interceptor = (level: string): NestInterceptor => ({
  intercept(_context, next: CallHandler) {
    say(`${level} interceptor, before`);
    return next.handle().pipe(tap(() => say(`${level} interceptor, after`)));
  },
});

@Controller()
@UseGuards(guard('class'))
@UseInterceptors(interceptor('class'))
@UsePipes(pipe('class'))
@UseFilters(filter('class'))
class OrderController {
  @Get(':wish')
  @UseGuards(guard('method'))
  @UseInterceptors(interceptor('method'))
  @UsePipes(pipe('method'))
  @UseFilters(filter('method'))
  handle(@Param('wish', pipe('parameter')) wish: string) {
    say('handler');
    if (wish === 'fail') throw new Error('as you wished');
    return { wish };
  }
}

@Module({ controllers: [OrderController] })
class AppModule {}

const app = await NestFactory.create(AppModule);
app.useGlobalGuards(guard('global'));
app.useGlobalInterceptors(interceptor('global'));
app.useGlobalPipes(pipe('global'));
app.useGlobalFilters(filter('global'));
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);

function say(what: string): true {
  console.log(`- ${what}`);
  return true;
}
