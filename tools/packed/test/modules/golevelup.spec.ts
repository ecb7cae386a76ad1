import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

/** `@golevelup/nestjs-modules`, `@golevelup/nestjs-discovery`. */
describeApplication('golevelup', (application) => {
  it('configures a dynamic module with a class', async () => {
    expect(await (await application().get('/greet')).text()).toBe('Good morning Ada');
  });

  it('finds classes and methods by a decorator, with their instances', async () => {
    for (const ordered of [1, 2]) {
      expect(await application().json('/events')).toEqual({
        handlers: ['ordered'],
        found: [
          ['class', 'Orders', 'AppModule'],
          ['controller', 'EventsController'],
        ],
        ordered,
      });
    }
  });
});
