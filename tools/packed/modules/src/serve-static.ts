import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ServeStaticModule } from '@nestjs/serve-static';
import { serve } from './serve.js';

const rootPath = mkdtempSync(join(tmpdir(), 'portico-static-'));
mkdirSync(join(rootPath, 'assets'));
writeFileSync(join(rootPath, 'index.html'), '<h1>home</h1>');
writeFileSync(join(rootPath, 'assets/site.css'), 'h1 { color: teal }');

@Controller('api')
class ApiController {
  @Get('time')
  time() {
    return { now: 'today' };
  }
}

@Module({
  imports: [ServeStaticModule.forRoot({ rootPath, serveRoot: '/site', serveStaticOptions: { fallthrough: true } })],
  controllers: [ApiController],
})
class AppModule implements OnApplicationShutdown {
  onApplicationShutdown() {
    rmSync(rootPath, { recursive: true, force: true });
  }
}

await serve(AppModule);
