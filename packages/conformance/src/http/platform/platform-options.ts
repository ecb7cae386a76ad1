import { Controller, Get } from '@portico/common';
import { PlatformOptions } from '@portico/core/adapters';
import { expect, it } from 'vitest';
import { createApplication, launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

/** Options of handlers that only one platform applies. */
export function describePlatformOptions(platform: HttpPlatform): void {
  it('of another platform are reported at start-up', async () => {
    @Controller()
    class CatsController {
      @PlatformOptions('another') @Get('one') one() {
        return 'one';
      }
      @PlatformOptions('another') @Get('two') two() {}
    }
    const app = await launchForTest(platform, { controllers: [CatsController] });
    const warnings = app.logger.warnings.filter((line) => line.includes('PORTICO_PLATFORM_OPTIONS'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('"another" on CatsController.one() and 1 other');
    expect(warnings[0]).toContain(`"${platform.name}"`);
    expect((await app.get('/one')).text).toBe('one');
  });

  it('of the platform itself are not', async () => {
    @Controller()
    class CatsController {
      @PlatformOptions('another') @PlatformOptions(platform.name) @Get() find() {}
    }
    const { app, logger } = await createApplication(platform, { controllers: [CatsController] });
    await app.init();
    expect(logger.warnings.filter((line) => line.includes('PORTICO_PLATFORM_OPTIONS'))).toEqual([]);
  });
}
