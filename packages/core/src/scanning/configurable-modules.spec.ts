import { ConfigurableModuleBuilder, Inject, Injectable, Module } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { boot } from '../resolution/boot.fixture.js';

interface MailOptions {
  readonly host: string;
}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<MailOptions>()
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createMailOptions')
  .setExtras({ isGlobal: false, label: 'mail' }, (definition, { isGlobal, label }) => ({
    ...definition,
    global: isGlobal,
    providers: [...(definition.providers ?? []), { provide: 'label', useValue: label }],
    exports: ['label'],
  }))
  .build();

@Injectable()
class Mailer {
  constructor(@Inject(MODULE_OPTIONS_TOKEN) readonly options: MailOptions) {}
}

@Module({ providers: [Mailer], exports: [Mailer] })
class MailModule extends ConfigurableModuleClass {}

@Injectable()
class OptionsFactory {
  createMailOptions(): MailOptions {
    return { host: 'made by a class' };
  }
}

@Module({ providers: [OptionsFactory], exports: [OptionsFactory] })
class OptionsModule {}

const app = (...imports: unknown[]): object => ({
  module: class App {},
  imports,
  providers: [{ provide: 'mailer', useFactory: (mailer: Mailer) => mailer, inject: [Mailer] }],
});

describe('modules created with ConfigurableModuleBuilder', () => {
  it('accept options', async () => {
    const { get } = await boot(app(MailModule.forRoot({ host: 'localhost' })));
    expect(get<Mailer>('mailer').options).toEqual({ host: 'localhost' });
    expect(get('label')).toBe('mail');
  });

  it.each([
    [
      'a factory',
      {
        useFactory: async (made: OptionsFactory) => made.createMailOptions(),
        inject: [OptionsFactory],
        imports: [OptionsModule],
      },
    ],
    ['a class', { useClass: OptionsFactory }],
    ['a provider that is there', { useExisting: OptionsFactory, imports: [OptionsModule] }],
  ])('accept options from %s', async (_, options) => {
    const { get } = await boot(app(MailModule.forRootAsync(options as never)));
    expect(get<Mailer>('mailer').options).toEqual({ host: 'made by a class' });
  });

  it('pass extras on to the definition', async () => {
    const feature = {
      module: class Feature {},
      providers: [{ provide: 'seen', useFactory: (label: string) => label, inject: ['label'] }],
    };
    const { get } = await boot({
      module: class App {},
      imports: [feature, MailModule.forRoot({ host: 'x', isGlobal: true, label: 'global' })],
    });
    expect(get('seen')).toBe('global');
  });
});
