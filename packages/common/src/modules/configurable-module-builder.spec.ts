import { describe, expect, it } from 'vitest';
import { ConfigurableModuleBuilder, type DynamicModule, type FactoryProvider } from '../index.js';

interface Options {
  url: string;
}
class OptionsFactory {
  create(): Options {
    return { url: 'made' };
  }
}
class Imported {}

const build = () => new ConfigurableModuleBuilder<Options>().build();

describe('ConfigurableModuleBuilder', () => {
  it('creates register() and registerAsync(), which return the calling module', () => {
    const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = build();
    class CacheModule extends ConfigurableModuleClass {}
    expect(CacheModule.register({ url: 'x' })).toEqual({
      module: CacheModule,
      providers: [{ provide: MODULE_OPTIONS_TOKEN, useValue: { url: 'x' } }],
    });
  });

  it('creates unique tokens, or uses the configured name', () => {
    expect(build().MODULE_OPTIONS_TOKEN).not.toBe(build().MODULE_OPTIONS_TOKEN);
    expect(new ConfigurableModuleBuilder({ moduleName: 'MyCache' }).build().MODULE_OPTIONS_TOKEN).toBe(
      'MY_CACHE_MODULE_OPTIONS',
    );
    expect(new ConfigurableModuleBuilder({ optionsInjectionToken: 'OWN' }).build().MODULE_OPTIONS_TOKEN).toBe('OWN');
  });

  it('creates options with a factory and its providers', () => {
    const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = build();
    class CacheModule extends ConfigurableModuleClass {}
    const useFactory = (url: string) => ({ url });
    const needed = { provide: 'URL', useFactory: String, inject: [{ token: 'HOST', optional: true }] };
    const host = { provide: 'HOST', useValue: 'h' };
    const definition = CacheModule.registerAsync({
      imports: [Imported],
      useFactory,
      inject: ['URL'],
      provideInjectionTokensFrom: [host, needed, { provide: 'UNUSED', useValue: 1 }],
    });
    expect(definition).toEqual({
      module: CacheModule,
      imports: [Imported],
      providers: [{ provide: MODULE_OPTIONS_TOKEN, useFactory, inject: ['URL'] }, needed, host],
    });
  });

  it.each(['useClass', 'useExisting'] as const)('creates options with an instance: %s', (key) => {
    const { ConfigurableModuleClass } = build();
    class CacheModule extends ConfigurableModuleClass {}
    const { providers } = CacheModule.registerAsync({ [key]: OptionsFactory }) as Required<DynamicModule>;
    const [options, ...others] = providers as [FactoryProvider, ...unknown[]];
    expect(options.inject).toEqual([OptionsFactory]);
    expect(options.useFactory(new OptionsFactory())).toEqual({ url: 'made' });
    expect(others).toEqual(key === 'useClass' ? [{ provide: OptionsFactory, useClass: OptionsFactory }] : []);
  });

  it('throws if nothing creates the options', () => {
    const { ConfigurableModuleClass } = build();
    class CacheModule extends ConfigurableModuleClass {}
    expect(() => CacheModule.registerAsync({})).toThrow(
      /CacheModule\.registerAsync\(\)[\s\S]*"useFactory", "useClass" and "useExisting"/,
    );
  });

  it('supports custom names, and extras that change the definition without being options', async () => {
    const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<Options>()
      .setClassMethodName('forRoot')
      .setFactoryMethodName('createOptions')
      .setExtras({ isGlobal: false, name: 'default' }, (definition, extras) => ({
        ...definition,
        global: extras.isGlobal,
      }))
      .build();
    class CacheModule extends ConfigurableModuleClass {}
    expect(CacheModule.forRoot({ url: 'x', isGlobal: true })).toEqual({
      module: CacheModule,
      global: true,
      providers: [{ provide: MODULE_OPTIONS_TOKEN, useValue: { url: 'x' } }],
    });
    class Factory {
      async createOptions() {
        return { url: 'later' };
      }
    }
    const asynchronous = CacheModule.forRootAsync({ useClass: Factory, isGlobal: true });
    expect(asynchronous.global).toBe(true);
    const [options] = asynchronous.providers as [FactoryProvider];
    expect(await options.useFactory(new Factory())).toEqual({ url: 'later' });
    expect(CacheModule.forRootAsync({ useFactory: () => ({ url: '' }) }).global).toBe(false);
  });

  it('does not change a builder, and can extend one', () => {
    const base = new ConfigurableModuleBuilder<Options>();
    base.setClassMethodName('forRoot');
    expect(base.build().ConfigurableModuleClass).toHaveProperty('register');
    const child = new ConfigurableModuleBuilder<Options, 'forFeature'>(
      {},
      base.setClassMethodName('forFeature') as never,
    );
    expect(child.build().ConfigurableModuleClass).toHaveProperty('forFeatureAsync');
  });

  it('creates distinct registrations if the option says so', () => {
    const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<Options>({ alwaysTransient: true }).build();
    class CacheModule extends ConfigurableModuleClass {}
    expect(CacheModule.register({ url: 'x' })).not.toEqual(CacheModule.register({ url: 'x' }));
  });

  it('throws if its types are used as values', () => {
    const { OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } = build();
    expect(() => OPTIONS_TYPE.url).toThrow('"OPTIONS_TYPE" is not supposed to be used as a value.');
    expect(() => ASYNC_OPTIONS_TYPE.useFactory).toThrow('ASYNC_OPTIONS_TYPE');
  });
});
