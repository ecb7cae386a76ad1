import { Body, Controller, Module, type OnModuleInit, Post } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Message, User } from './board/entities.js';
import {
  AdminGateway,
  BoardGateway,
  ChatGateway,
  NewsGateway,
  PresenceGateway,
  ProfileGateway,
  TickerGateway,
} from './board/gateways.js';
import { SessionIoAdapter } from './board/session-adapter.js';
import { serve } from './serve.js';

@Controller('news')
class NewsController {
  constructor(private readonly gateway: NewsGateway) {}

  @Post()
  publish(@Body() news: object) {
    this.gateway.server.emit('news', news);
  }
}

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'better-sqlite3',
      database: ':memory:',
      synchronize: true,
      autoLoadEntities: true,
    }),
    TypeOrmModule.forFeature([User, Message]),
  ],
  controllers: [NewsController],
  providers: [AdminGateway, BoardGateway, ChatGateway, NewsGateway, PresenceGateway, ProfileGateway, TickerGateway],
})
class AppModule implements OnModuleInit {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  async onModuleInit() {
    await this.users.save([
      { name: 'ada', token: 'a', admin: true },
      { name: 'bob', token: 'b' },
      { name: 'cleo', token: 'c' },
    ]);
  }
}

await serve(AppModule, { configure: (app) => void app.useWebSocketAdapter(new SessionIoAdapter(app)) });
