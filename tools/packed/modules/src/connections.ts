import { type CanActivate, type ExecutionContext, Injectable, Module, UseGuards } from '@nestjs/common';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { AuthGuard, PassportModule, PassportSerializer, PassportStrategy } from '@nestjs/passport';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { WsAdapter } from '@nestjs/platform-ws';
import { Throttle, ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { serve } from './serve.js';

interface User {
  readonly name: string;
}

interface Connected {
  readonly request?: { readonly user?: User };
  user?: User;
}

@Injectable()
class JwtStrategy extends PassportStrategy(Strategy) {
  constructor() {
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: 'kept' });
  }

  validate({ name }: User): User {
    return { name };
  }
}

/** The guards of the modules decide who is connected, as they do for requests. */
@WebSocketGateway(process.argv[3] === 'ws' ? { path: '/members' } : {})
class MembersGateway {
  @UseGuards(AuthGuard('jwt'))
  handleConnection(client: Connected, request?: { readonly user?: User }) {
    client.user = (request ?? client.request)?.user;
  }

  @SubscribeMessage('who')
  who(client: Connected) {
    return { event: 'who', data: client.user?.name };
  }
}

@WebSocketGateway(process.argv[3] === 'ws' ? { path: '/few' } : { namespace: 'few' })
class FewGateway {
  @Throttle({ default: { limit: 2, ttl: 60_000 } })
  @UseGuards(ThrottlerGuard)
  handleConnection() {}
}

@Injectable()
class Users extends PassportSerializer {
  serializeUser({ name }: User, done: (error: null, name: string) => void) {
    done(null, name);
  }

  deserializeUser(name: string, done: (error: null, user: User) => void) {
    done(null, { name });
  }
}

/** Middleware does not run for upgrade requests. A guard does here what that of a session library does. */
@Injectable()
class LoadSession implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest();
    const user = /(?:^|; )session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    request.session = user ? { passport: { user } } : {};
    return true;
  }
}

/** The strategy of sessions accepts requests without a user, and the guard removes `request.user`, unless it has another name. */
@Injectable()
class SessionGuard extends AuthGuard('session') {
  override getAuthenticateOptions() {
    return { property: 'account' };
  }
}

@Injectable()
class KnownUser implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToHttp().getRequest().user !== undefined;
  }
}

@WebSocketGateway(process.argv[3] === 'ws' ? { path: '/sessions' } : { namespace: 'sessions' })
class SessionsGateway {
  @UseGuards(LoadSession, SessionGuard, KnownUser)
  handleConnection(client: Connected, request?: { readonly user?: User }) {
    client.user = (request ?? client.request)?.user;
  }

  @SubscribeMessage('who')
  who(client: Connected) {
    return { event: 'who', data: client.user?.name };
  }
}

@WebSocketGateway(process.argv[3] === 'ws' ? { path: '/anybody' } : { namespace: 'anybody' })
class AnybodyGateway {
  @UseGuards(LoadSession, AuthGuard('session'))
  handleConnection() {}
}

@Module({
  imports: [
    PassportModule.register({ session: true }),
    JwtModule.register({ secret: 'kept' }),
    ThrottlerModule.forRoot([{ ttl: 60_000, limit: 100 }]),
  ],
  providers: [JwtStrategy, Users, MembersGateway, FewGateway, SessionsGateway, AnybodyGateway],
})
class AppModule {}

await serve(AppModule, {
  configure(app) {
    app.useWebSocketAdapter(process.argv[3] === 'ws' ? new WsAdapter(app) : new IoAdapter(app));
    process.stdout.write(`\ntoken ${app.get(JwtService, { strict: false }).sign({ name: 'Ada' })}\n`);
  },
});
