import type { IncomingMessage } from 'node:http';
import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  Module,
  UnauthorizedException,
  UseGuards,
} from '@portico/common';
import { ConnectedSocket, disconnectAt, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import type { Socket } from 'socket.io';

interface Session {
  name: string;
  expires: Date;
}

interface AuthenticatedRequest extends IncomingMessage {
  session?: Session;
}

@Injectable()
export class Sessions {
  private readonly byToken = new Map<string, Session>();

  add(token: string, session: Session): void {
    this.byToken.set(token, session);
  }

  async find(token: string | undefined): Promise<Session | undefined> {
    return token === undefined ? undefined : this.byToken.get(token);
  }
}

// #region guard
@Injectable()
class SessionGuard implements CanActivate {
  constructor(private readonly sessions: Sessions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>(); // the upgrade request
    request.session = await this.sessions.find(request.headers.authorization);
    if (!request.session) throw new UnauthorizedException('Log in first');
    return true;
  }
}

@WebSocketGateway()
class MembersGateway {
  @UseGuards(SessionGuard)
  handleConnection(client: Socket) {
    const { session } = client.request as AuthenticatedRequest;
    client.data.name = session?.name;
    if (session) disconnectAt(client, session.expires);
  }

  @SubscribeMessage('who am I')
  whoAmI(@ConnectedSocket() client: Socket): string {
    return client.data.name;
  }
}
// #endregion

@Module({ providers: [Sessions, MembersGateway] })
export class AuthenticateModule {}
