import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

/** `@golevelup/nestjs-modules`. */
describeApplication('golevelup', (application) => {
  it('configures a dynamic module by a class', async () => {
    expect(await (await application().get('/greet')).text()).toBe('Good morning Ada');
  });
});
