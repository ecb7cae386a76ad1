import 'reflect-metadata';
import { Injectable, Module, type OnModuleInit } from '@portico/common';
import { DiscoveryModule, DiscoveryService, NestFactory } from '@portico/core';

// #region discovery
const Job = DiscoveryService.createDecorator<{ every: string }>();

@Injectable()
@Job({ every: 'night' })
class Backup {
  run = () => 'backed up';
}

@Injectable()
class Scheduler implements OnModuleInit {
  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit() {
    for (const provider of this.discovery.getProviders({ metadataKey: Job.KEY })) {
      const { every } = this.discovery.getMetadataByDecorator(Job, provider) ?? { every: 'never' };
      console.log(`every ${every}: ${provider.name} ${(provider.instance as Backup).run()}`);
    }
  }
}

@Module({ imports: [DiscoveryModule], providers: [Backup, Scheduler] })
class AppModule {}
// #endregion

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
await app.close();
