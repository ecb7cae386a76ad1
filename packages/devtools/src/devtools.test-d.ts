import type { CanActivate, INestApplication } from '@portico/common';
import { expectTypeOf, it } from 'vitest';
import { DevtoolsModule, type DevtoolsOptions } from './index.js';

declare const app: INestApplication;

class Guard implements CanActivate {
  constructor(readonly name: string) {}
  canActivate() {
    return true;
  }
}

it('takes guards as classes and as objects', () => {
  DevtoolsModule.setup('devtools', app);
  DevtoolsModule.setup('devtools', app, { guard: Guard });
  DevtoolsModule.setup('devtools', app, { guard: new Guard('a'), hosts: ['a.test'], useGlobalPrefix: true });
  // @ts-expect-error a guard has canActivate()
  DevtoolsModule.setup('devtools', app, { guard: {} });
  // @ts-expect-error not a guard, but a class
  DevtoolsModule.setup('devtools', app, { guard: Date });
  // @ts-expect-error the path is not optional
  DevtoolsModule.setup(app);
  // @ts-expect-error hosts are texts
  DevtoolsModule.setup('devtools', app, { hosts: [/a/] });
  expectTypeOf<DevtoolsOptions>().toHaveProperty('useGlobalPrefix');
  expectTypeOf(DevtoolsModule.setup).returns.toBeVoid();
});
