import type { IncomingMessage } from 'node:http';
import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  Module,
  Post,
  Req,
  Res,
  UnauthorizedException,
  UseGuards,
} from '@portico/common';
import { type AbstractHttpAdapter, HttpAdapterHost, NestFactory } from '@portico/core';
import { WsAdapter } from '@portico/platform-ws';
import { ConnectedClient, type GatewayClient, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { jwtVerify, SignJWT } from 'jose';

const PASSWORDS = new Map([['ada', 'lovelace']]); // in an application: hashes in a database

// #region tokens
export interface User {
  name: string;
}

@Injectable()
class Tokens {
  private readonly secret: Uint8Array;

  constructor() {
    const { TOKEN_SECRET = '' } = process.env;
    if (TOKEN_SECRET.length < 32) throw new Error('Set TOKEN_SECRET to 32 random characters or more');
    this.secret = new TextEncoder().encode(TOKEN_SECRET);
  }

  async issue({ name }: User, expires: Date): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(name)
      .setExpirationTime(expires)
      .sign(this.secret);
  }

  async verify(token: string): Promise<{ user: User; expires: Date }> {
    const options = { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] };
    const { sub = '', exp = 0 } = (await jwtVerify(token, this.secret, options)).payload;
    return { user: { name: sub }, expires: new Date(exp * 1_000) };
  }
}
// #endregion

// #region guard
interface UserRequest extends IncomingMessage {
  user?: User;
  expires?: Date;
}

@Injectable()
class UserGuard implements CanActivate {
  constructor(
    private readonly tokens: Tokens,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<UserRequest>(); // or the upgrade request of a gateway
    const { authorization = '' } = request.headers;
    const cookies = this.adapterHost.httpAdapter.getCookies(request);
    const token = /^bearer (\S+)$/i.exec(authorization)?.[1] ?? cookies.token ?? '';
    try {
      Object.assign(request, await this.tokens.verify(token));
      return true;
    } catch {
      throw new UnauthorizedException('Log in first');
    }
  }
}
// #endregion

// #region controller
@Controller()
class AccountController {
  constructor(
    private readonly tokens: Tokens,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Post('log-in')
  async logIn(
    @Body('name') name: string,
    @Body('password') password: string,
    @Res({ passthrough: true }) response: object,
  ) {
    if (!PASSWORDS.has(name) || PASSWORDS.get(name) !== password)
      throw new UnauthorizedException('The name or the password is wrong');
    const expires = new Date(Date.now() + Number(process.env.TOKEN_SECONDS ?? 900) * 1_000);
    const token = await this.tokens.issue({ name }, expires);
    const options = {
      httpOnly: true,
      sameSite: 'strict',
      secure: process.env.NODE_ENV === 'production',
      expires,
    } as const;
    this.adapterHost.httpAdapter.setCookie(response, 'token', token, options);
    return { token, expires };
  }

  @UseGuards(UserGuard)
  @Get('account')
  account(@Req() { user }: UserRequest) {
    return user;
  }
}
// #endregion

// #region gateway
@WebSocketGateway({ path: '/live', origins: 'same-origin' }) // browsers send cookies with connections of other sites, too
class LiveGateway {
  @UseGuards(UserGuard) // before the connection is accepted
  handleConnection(@ConnectedClient() client: GatewayClient<User>) {
    const { user, expires } = client.handshake.request as Required<UserRequest>;
    client.data = user;
    client.disconnectAt(expires); // with 4401
  }

  @SubscribeMessage('who am I')
  whoAmI(@ConnectedClient() client: GatewayClient<User>) {
    return { event: 'you are', data: client.data.name };
  }
}
// #endregion

@Module({ providers: [Tokens, UserGuard, LiveGateway], controllers: [AccountController] })
class AppModule {}

/** Starts the example on a platform. */
export async function start(adapter: AbstractHttpAdapter) {
  const app = await NestFactory.create(AppModule, adapter);
  app.useWebSocketAdapter(new WsAdapter(app));
  app.enableCsrfProtection();
  await app.listen(process.env.PORT ?? 3000);
  return app;
}
