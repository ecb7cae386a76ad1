import { type DynamicModule, Module, type Provider } from '@portico/common';
import {
  MULTIPART_MODULE_OPTIONS,
  type MultipartModuleAsyncOptions,
  type MultipartModuleOptions,
  type MultipartOptionsFactory,
} from './multipart-contracts.js';

/**
 * Default options for the file interceptors of the modules that import it.
 *
 * @example
 * @Module({ imports: [MultipartModule.register({ dest: './upload' })] })
 * export class UploadsModule {}
 *
 * @see https://docs.nestjs.com/techniques/file-upload
 */
@Module({})
export class MultipartModule {
  /** @param options default options of the interceptors */
  static register(options: MultipartModuleOptions = {}): DynamicModule {
    return provide([{ provide: MULTIPART_MODULE_OPTIONS, useValue: options }]);
  }

  /** Registers the module as {@link register} does, with options that come from a factory, a class or a provider. */
  static registerAsync(options: MultipartModuleAsyncOptions): DynamicModule {
    return { ...provide(asyncProviders(options)), imports: options.imports };
  }
}

function provide(providers: Provider[]): DynamicModule {
  return { module: MultipartModule, providers, exports: [MULTIPART_MODULE_OPTIONS] };
}

function asyncProviders(options: MultipartModuleAsyncOptions): Provider[] {
  if (options.useFactory) {
    return [{ provide: MULTIPART_MODULE_OPTIONS, useFactory: options.useFactory, inject: options.inject ?? [] }];
  }
  const factory = options.useExisting ?? options.useClass;
  if (!factory) return [{ provide: MULTIPART_MODULE_OPTIONS, useValue: {} }];
  const fromFactory: Provider = {
    provide: MULTIPART_MODULE_OPTIONS,
    useFactory: (made: MultipartOptionsFactory) => made.createMultipartOptions(),
    inject: [factory],
  };
  return options.useExisting ? [fromFactory] : [fromFactory, { provide: factory, useClass: factory }];
}
