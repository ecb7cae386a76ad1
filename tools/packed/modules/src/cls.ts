import { type CanActivate, Controller, Get, Inject, Injectable, Module, Param, UseGuards } from '@nestjs/common';
import { CLS_REQ, ClsModule, ClsService, InjectableProxy } from 'nestjs-cls';
import { serve } from './serve.js';

@Injectable()
class UserGuard implements CanActivate {
  constructor(private readonly cls: ClsService) {}

  canActivate(): boolean {
    this.cls.set('seen', 'by the guard');
    return true;
  }
}

/** Made for each request, and injected into what is made once. */
@InjectableProxy()
class Trace {
  readonly path: string;

  constructor(@Inject(CLS_REQ) request: { url: string }) {
    this.path = request.url;
  }
}

@Injectable()
class Cats {
  constructor(
    private readonly cls: ClsService,
    private readonly trace: Trace,
  ) {}

  async describe(id: string) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const { cls, trace } = this;
    return {
      id,
      user: cls.get('user') as string,
      seen: cls.get('seen') as string,
      path: trace.path,
      request: cls.getId(),
    };
  }
}

@Controller('cats')
class CatsController {
  constructor(private readonly cats: Cats) {}

  @UseGuards(UserGuard)
  @Get(':id')
  one(@Param('id') id: string) {
    return this.cats.describe(id);
  }
}

@Module({
  imports: [
    ClsModule.forRoot({
      global: true,
      middleware: {
        mount: true,
        generateId: true,
        setup: (cls, request: { headers: Record<string, string> }) => cls.set('user', request.headers['x-user']),
      },
    }),
    ClsModule.forFeature(Trace),
  ],
  controllers: [CatsController],
  providers: [Cats],
})
class AppModule {}

await serve(AppModule);
