import { Controller, Get, Inject, Module } from '@nestjs/common';
import { ConfigModule, ConfigService, type ConfigType, registerAs } from '@nestjs/config';
import { z } from 'zod';
import { serve } from './serve.js';

process.env.CATS = '3';
process.env.GREETING = 'miaow';

const zoo = registerAs('zoo', () => ({ name: 'Portico', cats: Number(process.env.CATS) }));

@Controller('config')
class ConfigController {
  constructor(
    private readonly config: ConfigService<{ GREETING: string; zoo: { name: string } }, true>,
    @Inject(zoo.KEY) private readonly settings: ConfigType<typeof zoo>,
  ) {}

  @Get()
  read() {
    return {
      environment: this.config.get('GREETING', { infer: true }),
      nested: this.config.get('zoo.name', { infer: true }),
      namespace: this.settings.cats,
      fallback: this.config.get<string>('ABSENT' as never, 'none' as never),
      validated: this.config.get('CATS' as never) as unknown,
    };
  }

  @Get('missing')
  missing() {
    return this.config.getOrThrow('ABSENT' as never);
  }
}

@Module({
  imports: [
    ConfigModule.forRoot({
      isGlobal: true,
      ignoreEnvFile: true,
      load: [zoo],
      validationSchema: z.looseObject({ CATS: z.coerce.number().int() }),
    }),
    ConfigModule.forFeature(zoo),
  ],
  controllers: [ConfigController],
})
class AppModule {}

await serve(AppModule);
