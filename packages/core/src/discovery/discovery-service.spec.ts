import { Controller, Inject, Injectable, Module, Scope } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { NestFactory } from '../application/factory.js';
import { MetadataScanner } from '../scanning/metadata-scanner.js';
import { DiscoveryModule } from './discovery-module.js';
import { DiscoveryService } from './discovery-service.js';

const Flag = DiscoveryService.createDecorator<string>();

@Flag('service')
@Injectable()
class Flagged {}

@Injectable()
class Inherits extends Flagged {}

@Injectable()
class Plain {
  @Flag('method')
  run(): void {}
}

@Flag('request')
@Injectable({ scope: Scope.REQUEST })
class PerRequest {}

@Flag('value')
class Value {}

@Flag('controller')
@Controller()
class FlaggedController {}

@Controller()
class PlainController {}

@Module({ providers: [Plain], controllers: [PlainController] })
class OtherModule {}

@Module({
  imports: [DiscoveryModule, OtherModule],
  providers: [
    Flagged,
    Inherits,
    PerRequest,
    { provide: 'value', useValue: new Value() },
    { provide: 'factory', useFactory: () => new Value() },
    { provide: 'alias', useExisting: Flagged },
  ],
  controllers: [FlaggedController],
})
class AppModule {}

async function discover(): Promise<DiscoveryService> {
  const context = await NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
  return context.get(DiscoveryService);
}

const names = (records: { name: string }[]) => records.map((record) => record.name);

describe('DiscoveryService', () => {
  it('finds all providers and controllers', async () => {
    const discovery = await discover();
    expect(names(discovery.getProviders())).toEqual(
      expect.arrayContaining(['AppModule', 'Flagged', 'Plain', 'value', 'alias', 'DiscoveryService']),
    );
    expect(names(discovery.getControllers())).toEqual(['FlaggedController', 'PlainController']);
    expect(names(discovery.getModules())).toEqual(['AppModule', 'DiscoveryModule', 'OtherModule']);
  });

  it('finds decorated classes, values, results of factories, and request-scoped classes', async () => {
    const discovery = await discover();
    expect(names(discovery.getProviders({ metadataKey: Flag.KEY }))).toEqual([
      'Flagged',
      'PerRequest',
      'value',
      'factory',
    ]);
    expect(names(discovery.getControllers({ metadataKey: Flag.KEY }))).toEqual(['FlaggedController']);
  });

  it('finds the providers of some modules', async () => {
    const discovery = await discover();
    expect(names(discovery.getProviders({ include: [OtherModule] }))).toEqual(['OtherModule', 'Plain']);
    expect(names(discovery.getControllers({ include: [OtherModule] }))).toEqual(['PlainController']);
  });

  it('reads the value of the decorator from classes and methods', async () => {
    const discovery = await discover();
    const values = discovery
      .getProviders({ metadataKey: Flag.KEY })
      .map((record) => discovery.getMetadataByDecorator(Flag, record));
    expect(values).toEqual(['service', 'request', 'value', 'value']);
    const plain = discovery.getProviders({ include: [OtherModule] }).find((record) => record.metatype === Plain);
    expect(plain && discovery.getMetadataByDecorator(Flag, plain, 'run')).toBe('method');
    expect(plain && discovery.getMetadataByDecorator(Flag, plain)).toBeUndefined();
  });

  it('can be injected, with MetadataScanner, if DiscoveryModule is imported', async () => {
    @Injectable()
    class Explorer {
      constructor(
        readonly discovery: DiscoveryService,
        @Inject(MetadataScanner) readonly scanner: MetadataScanner,
      ) {}
    }
    const context = await NestFactory.createApplicationContext(
      { imports: [DiscoveryModule], providers: [Explorer] },
      { logger: false, abortOnError: false },
    );
    const { discovery, scanner } = context.get(Explorer);
    expect(discovery.getProviders().length).toBeGreaterThan(0);
    expect(scanner).toBeInstanceOf(MetadataScanner);
  });
});
