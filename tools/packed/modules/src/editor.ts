import helmet from '@fastify/helmet';
import { BullModule, Processor, WorkerHost } from '@nestjs/bullmq';
import { Body, Controller, Get, Module, NotFoundException, Param, Put, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Job } from 'bullmq';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ClsMiddleware, ClsModule, ClsService } from 'nestjs-cls';
import { CollabServer } from './editor/collab-server.js';
import { Documents } from './editor/documents.js';
import { announce } from './serve.js';

@Controller('documents')
class DocumentsController {
  constructor(
    private readonly documents: Documents,
    private readonly cls: ClsService,
  ) {}

  @Put(':name')
  append(@Param('name') name: string, @Body() text: string) {
    return this.documents.append(name, text);
  }

  @Get(':name')
  read(@Param('name') name: string, @Req() request: FastifyRequest & { startedBy: string }) {
    const changes = this.documents.read(name);
    if (changes.length === 0) throw new NotFoundException(`No document ${name}`);
    const words = this.documents.words.get(name) ?? 0;
    return { changes, words, hook: request.startedBy, reader: this.cls.get('user') };
  }
}

@Processor('words')
class WordCounter extends WorkerHost {
  constructor(private readonly documents: Documents) {
    super();
  }

  override async process({ data }: Job<{ name: string; text: string }>): Promise<void> {
    this.documents.words.set(data.name, data.text.split(/\s+/).length);
  }
}

@WebSocketGateway({ path: '/events' })
class EventsGateway {
  constructor(private readonly documents: Documents) {}

  @SubscribeMessage('length')
  length(@MessageBody() name: string) {
    return { event: 'length', data: this.documents.read(name).length };
  }
}

@Module({
  imports: [
    ClsModule.forRoot({ global: true }),
    BullModule.forRoot({ connection: { host: '127.0.0.1', port: Number(process.env.REDIS_PORT) }, prefix: 'editor' }),
    BullModule.registerQueue({ name: 'words' }),
  ],
  controllers: [DocumentsController],
  providers: [CollabServer, Documents, EventsGateway, WordCounter],
})
class AppModule {}

const adapter = new FastifyAdapter({ bodyLimit: 1000, requestIdHeader: 'x-request-id' });
const fastify: FastifyInstance = adapter.getInstance();
fastify.decorateRequest('startedBy', '');
fastify.addHook('onRequest', async (request) => {
  Object.assign(request, { startedBy: `onRequest ${request.id}` });
});
fastify.addContentTypeParser('text/markdown', { parseAs: 'string' }, (_, body, done) => done(null, body));

const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger: ['error', 'warn'] });
await app.register(helmet, { contentSecurityPolicy: false });
await app.register(
  async (instance: FastifyInstance) => {
    instance.addHook('onSend', async (_, reply) => void reply.header('x-plugin', 'encapsulated'));
    instance.get('/version', async () => ({ version: 7 }));
  },
  { prefix: '/plugin' },
);
fastify.addHook('onResponse', async (request, reply) => {
  process.stdout.write(`done ${request.method} ${request.url} ${reply.statusCode}\n`);
});
app.use(
  new ClsMiddleware({
    setup: (cls, request: { headers: Record<string, string> }) => cls.set('user', request.headers['x-user']),
  }).use,
);
app.useWebSocketAdapter(new WsAdapter(app));
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
announce(await app.getUrl());
