import { expectTypeOf } from 'vitest';
import { ConfigurableModuleBuilder, type DynamicModule } from '../index.js';

interface Options {
  url: string;
}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<Options>()
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createOptions')
    .setExtras({ isGlobal: false }, (definition, extras) => {
      expectTypeOf(extras).toEqualTypeOf<{ isGlobal: boolean }>();
      return { ...definition, global: extras.isGlobal };
    })
    .build();

class CacheModule extends ConfigurableModuleClass {
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    return { ...ConfigurableModuleClass.forRoot(options), module: CacheModule };
  }
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return { ...ConfigurableModuleClass.forRootAsync(options), module: CacheModule };
  }
}

class Factory {
  createOptions(): Options {
    return { url: 'x' };
  }
}
class WrongFactory {
  create(): Options {
    return { url: 'x' };
  }
}

expectTypeOf(MODULE_OPTIONS_TOKEN).toEqualTypeOf<string | symbol>();
expectTypeOf(CacheModule.forRoot({ url: 'x', isGlobal: true })).toEqualTypeOf<DynamicModule>();
CacheModule.forRoot({ url: 'x' });
CacheModule.forRootAsync({ useFactory: async () => ({ url: 'x' }), isGlobal: true });
CacheModule.forRootAsync({ useClass: Factory });

// @ts-expect-error the options need a url
CacheModule.forRoot({ isGlobal: true });
// @ts-expect-error extras keep their type
CacheModule.forRoot({ url: 'x', isGlobal: 'yes' });
// @ts-expect-error the method was renamed
CacheModule.register({ url: 'x' });
// @ts-expect-error so was the factory's
CacheModule.forRootAsync({ useClass: WrongFactory });
// @ts-expect-error the factory makes options
CacheModule.forRootAsync({ useFactory: () => ({ uri: 'x' }) });
