import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Injectable, Module, Post } from '@nestjs/common';
import { IsNotEmpty } from 'class-validator';
import {
  AcceptLanguageResolver,
  HeaderResolver,
  I18n,
  I18nContext,
  I18nLang,
  I18nModule,
  I18nService,
  I18nValidationExceptionFilter,
  I18nValidationPipe,
  i18nValidationMessage,
  QueryResolver,
} from 'nestjs-i18n';
import { serve } from './serve.js';

const translations = mkdtempSync(join(tmpdir(), 'portico-i18n-'));
const texts = {
  en: { hello: 'Hello {name}', empty: 'must not be empty' },
  de: { hello: 'Hallo {name}', empty: 'darf nicht leer sein' },
};
for (const [language, messages] of Object.entries(texts)) {
  mkdirSync(join(translations, language));
  writeFileSync(join(translations, language, 'app.json'), JSON.stringify(messages));
}

class Guest {
  @IsNotEmpty({ message: i18nValidationMessage('app.empty') })
  name!: string;
}

@Injectable()
class Greetings {
  constructor(private readonly i18n: I18nService) {}

  /** In the language of the request that runs. */
  hello(name: string): string {
    return this.i18n.t('app.hello', { lang: I18nContext.current()?.lang ?? 'none', args: { name } });
  }
}

@Controller()
class HelloController {
  constructor(private readonly greetings: Greetings) {}

  @Get('hello')
  hello(@I18n() i18n: I18nContext, @I18nLang() language: string) {
    return {
      language,
      parameter: i18n.t('app.hello', { args: { name: 'Ada' } }),
      service: this.greetings.hello('Bob'),
    };
  }

  @Post('guests')
  add(@Body() guest: Guest) {
    return guest;
  }
}

@Module({
  imports: [
    I18nModule.forRoot({
      fallbackLanguage: 'en',
      loaderOptions: { path: translations, watch: false },
      resolvers: [{ use: QueryResolver, options: ['lang'] }, new HeaderResolver(['x-lang']), AcceptLanguageResolver],
      logging: false,
    }),
  ],
  controllers: [HelloController],
  providers: [Greetings],
})
class AppModule {}

await serve(AppModule, {
  configure(app) {
    app.useGlobalPipes(new I18nValidationPipe());
    app.useGlobalFilters(new I18nValidationExceptionFilter({ detailedErrors: false }));
  },
});
