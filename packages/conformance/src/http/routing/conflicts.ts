import { Controller, Get } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

export function describeConflicts(platform: HttpPlatform): void {
  @Controller('twice')
  class First {
    @Get() get() {
      return 'first';
    }
  }
  @Controller('twice')
  class Second {
    @Get() get() {
      return 'second';
    }
  }
  const controllers = [First, Second];

  describe('conflicts', () => {
    it('are not reported by default, and the first route is used', async () => {
      const app = await launchForTest(platform, { controllers });
      expect((await app.get('/twice')).text).toBe('first');
      expect(app.logger.warnings).toEqual([]);
    });

    it('are reported at start-up with both names', async () => {
      const app = await launchForTest(platform, {
        controllers,
        options: { routeConflictPolicy: { duplicate: 'warn' } },
      });
      expect(app.logger.warnings.join()).toMatch(/Second[\s\S]*First/);
    });

    it('prevent the application from starting if the option says so', async () => {
      const start = launchForTest(platform, { controllers, options: { routeConflictPolicy: { duplicate: 'error' } } });
      await expect(start).rejects.toMatchObject({ code: 'PORTICO_ROUTE_CONFLICT' });
    });
  });
}
