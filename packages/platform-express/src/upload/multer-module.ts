import { type DynamicModule, Module, type Provider } from '@portico/common';
import {
  MULTER_MODULE_OPTIONS,
  type MulterModuleAsyncOptions,
  type MulterModuleOptions,
  type MulterOptionsFactory,
} from './multer-options.js';

/**
 * Default options for the file interceptors of the modules that import it.
 *
 * @example
 * @Module({ imports: [MulterModule.register({ dest: './upload' })] })
 * export class UploadsModule {}
 *
 * @see https://docs.nestjs.com/techniques/file-upload
 */
@Module({})
export class MulterModule {
  /** @param options default options of the interceptors */
  static register(options: MulterModuleOptions = {}): DynamicModule {
    return provide([{ provide: MULTER_MODULE_OPTIONS, useValue: options }]);
  }

  /** Registers the module as {@link register} does, with options that come from a factory, a class or a provider. */
  static registerAsync(options: MulterModuleAsyncOptions): DynamicModule {
    return { ...provide(asyncProviders(options)), imports: options.imports };
  }
}

function provide(providers: Provider[]): DynamicModule {
  return { module: MulterModule, providers, exports: [MULTER_MODULE_OPTIONS] };
}

function asyncProviders(options: MulterModuleAsyncOptions): Provider[] {
  if (options.useFactory) {
    return [{ provide: MULTER_MODULE_OPTIONS, useFactory: options.useFactory, inject: options.inject ?? [] }];
  }
  const factory = options.useExisting ?? options.useClass;
  if (!factory) return [{ provide: MULTER_MODULE_OPTIONS, useValue: {} }];
  const fromFactory: Provider = {
    provide: MULTER_MODULE_OPTIONS,
    useFactory: (made: MulterOptionsFactory) => made.createMulterOptions(),
    inject: [factory],
  };
  return options.useExisting ? [fromFactory] : [fromFactory, { provide: factory, useClass: factory }];
}
