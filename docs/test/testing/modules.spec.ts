import 'reflect-metadata';
import { Controller, Get, Inject, Module } from '@portico/common';
import { APP_GUARD } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { Test } from '@portico/testing';
import { expect, it } from 'vitest';
import { SessionGuard } from '../../examples/testing/cats/session.guard.js';

@Module({ providers: [{ provide: 'SENDER', useValue: 'mail.example.com' }], exports: ['SENDER'] })
class MailModule {}

@Module({ providers: [{ provide: 'SENDER', useValue: 'nobody' }], exports: ['SENDER'] })
class SilentMailModule {}

@Controller()
class SenderController {
  constructor(@Inject('SENDER') private readonly sender: string) {}

  @Get()
  who() {
    return this.sender;
  }
}

// #region global
@Module({
  imports: [MailModule],
  controllers: [SenderController],
  providers: [{ provide: APP_GUARD, useClass: SessionGuard }],
})
class AppModule {}

it('replaces a module, and a guard that is global', async () => {
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideModule(MailModule)
    .useModule(SilentMailModule)
    .overrideGuard(SessionGuard) // the class that APP_GUARD names
    .useValue({ canActivate: () => true })
    .compile();
  const app = module.createNestApplication(new ExpressAdapter());
  await app.listen(0);

  expect(await (await fetch(await app.getUrl())).text()).toBe('nobody');
  await app.close();
});
// #endregion
