import {
  Body,
  Controller,
  Cookies,
  Delete,
  HttpCode,
  Post,
  Res,
  StandardSchemaValidationPipe,
  UnauthorizedException,
  UsePipes,
} from '@portico/common';
import { GatewayClients } from '@portico/websockets';
import { LiveGateway } from '../live/live.gateway.js';
import { TokensService } from '../tokens/tokens.service.js';
import { type LogIn, logIn } from './log-in.schema.js';
import { type Session, SessionsService } from './sessions.service.js';
import { SESSION_COOKIE, TokenCookies } from './token-cookies.js';
import { UsersService } from './users.service.js';

/** The facts about its token that the page receives, because it cannot read the token. */
interface Renewed {
  readonly name: string;
  readonly expires: Date;
}

/** Logs browsers in and out, and renews their tokens for as long as their session lasts. */
@Controller('session')
@UsePipes(StandardSchemaValidationPipe)
export class SessionsController {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly tokens: TokensService,
    private readonly cookies: TokenCookies,
    @GatewayClients(LiveGateway) private readonly clients: GatewayClients,
  ) {}

  @Post()
  @HttpCode(200)
  async logIn(
    @Body({ schema: logIn }) { name, password }: LogIn,
    @Res({ passthrough: true }) response: object,
  ): Promise<Renewed> {
    if (!(await this.users.isPassword(name, password))) {
      throw new UnauthorizedException('There is no user with this name and password');
    }
    const { id, session } = this.sessions.begin(name);
    this.cookies.setSession(response, id);
    return this.issue(session, response);
  }

  @Post('token')
  @HttpCode(200)
  async renew(
    @Cookies(SESSION_COOKIE) id: string | undefined,
    @Res({ passthrough: true }) response: object,
  ): Promise<Renewed> {
    const session = this.sessions.find(id);
    if (session) return this.issue(session, response);
    this.cookies.clear(response);
    throw new UnauthorizedException('Log in first');
  }

  /** Tokens of the session stay valid until they expire, so its connections must be closed here. */
  @Delete()
  @HttpCode(204)
  async logOut(
    @Cookies(SESSION_COOKIE) id: string | undefined,
    @Res({ passthrough: true }) response: object,
  ): Promise<void> {
    const session = this.sessions.end(id);
    this.cookies.clear(response);
    if (session) await this.clients.in(session.group).disconnect();
  }

  private async issue({ name, group }: Session, response: object): Promise<Renewed> {
    const issued = await this.tokens.issue({ name, role: 'user', group });
    this.cookies.setToken(response, issued);
    return { name, expires: issued.expires };
  }
}
