import 'reflect-metadata';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Inject,
  Injectable,
  Module,
  Scope,
  UseGuards,
} from '@portico/common';
import { NestFactory, REQUEST } from '@portico/core';
import { type MessageRequest, SubscribeMessage, WebSocketGateway } from '@portico/websockets';

// #region request
@Injectable({ scope: Scope.REQUEST })
class Call {
  readonly notes: string[] = [];

  constructor(@Inject(REQUEST) readonly request: { url?: string } | MessageRequest) {}

  get name() {
    return 'pattern' in this.request ? this.request.pattern : this.request.url;
  }
}

@Injectable()
class NotingGuard implements CanActivate {
  constructor(private readonly call: Call) {}

  canActivate(context: ExecutionContext) {
    this.call.notes.push(`${context.getType()} ${this.call.name}`);
    return true;
  }
}

@Controller()
@UseGuards(NotingGuard)
class NotesController {
  constructor(private readonly call: Call) {}

  @Get('notes')
  notes() {
    return this.call.notes; // the guard and the controller share one Call per request
  }
}

@WebSocketGateway({ requestScope: 'message' })
@UseGuards(NotingGuard)
class NotesGateway {
  constructor(private readonly call: Call) {}

  @SubscribeMessage('notes')
  notes() {
    return this.call.notes; // and one per message
  }
}
// #endregion

@Module({ controllers: [NotesController], providers: [NotesGateway, Call] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
