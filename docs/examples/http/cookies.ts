import {
  Controller,
  Cookies,
  Delete,
  Get,
  HttpCode,
  Module,
  Post,
  Res,
  SignedCookies,
  UnauthorizedException,
} from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import { HttpAdapterHost, NestFactory } from '@portico/core';

// #region controller
@Controller('basket')
export class BasketController {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  @Get()
  show(@Cookies('language') language = 'en', @SignedCookies('basket') basket?: string | false) {
    if (basket === false) throw new UnauthorizedException(); // the signature is wrong
    return { language, basket };
  }

  @Post()
  @HttpCode(204)
  open(@Res({ passthrough: true }) response: object): void {
    this.adapterHost.httpAdapter.setCookie(response, 'basket', '42', {
      signed: true,
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
      maxAge: 3600, // seconds
    });
  }

  @Delete()
  @HttpCode(204)
  close(@Res({ passthrough: true }) response: object): void {
    this.adapterHost.httpAdapter.clearCookie(response, 'basket');
  }
}
// #endregion

@Module({ controllers: [BasketController] })
class AppModule {}

/** Starts the example on a platform. */
export async function start(adapter: AbstractHttpAdapter) {
  // #region create
  const app = await NestFactory.create(AppModule, adapter, {
    cookies: { secret: [process.env.COOKIE_SECRET ?? 'for development only', 'the previous secret'] },
  });
  // #endregion
  await app.listen(process.env.PORT ?? 3000);
  return app;
}
