import 'reflect-metadata';
import { ConfigurableModuleBuilder, type DynamicModule, Inject, Injectable, Module } from '@portico/common';
import { NestFactory } from '@portico/core';

// #region by-hand
@Injectable()
class Banner {
  constructor(@Inject('BANNER') readonly text: string) {}
}

@Module({})
class BannerModule {
  static forRoot(text: string): DynamicModule {
    return {
      module: BannerModule,
      providers: [Banner, { provide: 'BANNER', useValue: text }],
      exports: [Banner],
    };
  }
}
// #endregion

// #region configurable
interface MailOptions {
  readonly host: string;
  readonly port?: number;
}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<MailOptions>()
  .setClassMethodName('forRoot')
  .setExtras({ isGlobal: false }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();

@Injectable()
class Mail {
  constructor(@Inject(MODULE_OPTIONS_TOKEN) private readonly options: MailOptions) {}

  address() {
    return `${this.options.host}:${this.options.port ?? 25}`;
  }
}

@Module({ providers: [Mail], exports: [Mail] })
class MailModule extends ConfigurableModuleClass {}
// #endregion

// #region use
@Module({
  imports: [
    BannerModule.forRoot('Welcome'),
    MailModule.forRootAsync({ isGlobal: true, useFactory: async () => ({ host: 'mail.example.com' }) }),
  ],
})
class AppModule {}
// #endregion

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
console.log(app.get(Banner).text, app.get(Mail).address());
await app.close();
