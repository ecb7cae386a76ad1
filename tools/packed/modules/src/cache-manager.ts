import { CACHE_MANAGER, type Cache, CacheInterceptor, CacheKey, CacheModule, CacheTTL } from '@nestjs/cache-manager';
import { Controller, Get, Inject, Module, Param, UseInterceptors } from '@nestjs/common';
import { serve } from './serve.js';

let calls = 0;

@Controller('cache')
class CacheController {
  constructor(@Inject(CACHE_MANAGER) private readonly cache: Cache) {}

  @UseInterceptors(CacheInterceptor)
  @Get('auto/:id')
  auto(@Param('id') id: string) {
    return { id, calls: ++calls };
  }

  @UseInterceptors(CacheInterceptor)
  @CacheKey('by name')
  @CacheTTL(60_000)
  @Get('named')
  named() {
    return { calls: ++calls };
  }

  @Get('by-name')
  async byName() {
    return (await this.cache.get('by name')) ?? null;
  }

  @Get('clear')
  async clear() {
    await this.cache.clear();
    return 'cleared';
  }
}

@Module({ imports: [CacheModule.register({ ttl: 60_000 })], controllers: [CacheController] })
class AppModule {}

await serve(AppModule);
