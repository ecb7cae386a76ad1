import {
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  Module,
  type NestInterceptor,
  type PipeTransform,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { map, type Observable } from 'rxjs';

interface Message {
  readonly id: number;
  readonly text: string;
}

@Injectable()
class TextGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToWs().getData<Message>().text !== 'denied';
  }
}

@Injectable()
class StampInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((answer) => answer));
  }
}

@Injectable()
class MessagePipe implements PipeTransform<Message, Message> {
  transform(message: Message): Message {
    return { id: message.id, text: message.text };
  }
}

@WebSocketGateway()
class EchoGateway {
  @SubscribeMessage('echo')
  echo(@MessageBody() data: Message): object {
    return { event: 'echo', data };
  }

  @UseGuards(TextGuard)
  @UseInterceptors(StampInterceptor)
  @SubscribeMessage('enhanced')
  enhanced(@MessageBody(MessagePipe) data: Message): object {
    return { event: 'enhanced', data };
  }

  @SubscribeMessage('ack')
  ack(@MessageBody() data: Message): Message {
    return data;
  }

  @UseGuards(TextGuard)
  @UseInterceptors(StampInterceptor)
  @SubscribeMessage('enhanced-ack')
  enhancedAck(@MessageBody(MessagePipe) data: Message): Message {
    return data;
  }
}

@Module({ providers: [EchoGateway] })
export class AppModule {}
