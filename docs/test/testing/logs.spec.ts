import 'reflect-metadata';
import { CapturingLogger, Test } from '@portico/testing';
import { it } from 'vitest';
import { CatsModule } from '../../examples/testing/cats/cats.module.js';
import { CatsRepository } from '../../examples/testing/cats/cats.repository.js';
import { CatsService } from '../../examples/testing/cats/cats.service.js';

// #region logs
it('logs how many cats were called', async () => {
  const logger = new CapturingLogger();
  const module = await Test.createTestingModule({ imports: [CatsModule] })
    .overrideProvider(CatsRepository)
    .useValue({ names: async () => ['Tom', 'Kitty'] })
    .setLogger(logger)
    .compile();

  await module.get(CatsService).loudNames();
  logger.assertLogged({ level: 'log', context: 'CatsService', message: /^2 cats/ });
  logger.assertNotLogged({ level: 'error' });
});
// #endregion
