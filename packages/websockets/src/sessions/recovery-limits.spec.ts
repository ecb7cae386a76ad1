import { expect, it } from 'vitest';
import { recoveryLimits } from './recovery-limits.js';

it('takes undefined and null for the default, and Infinity for no limit', () => {
  const defaults = recoveryLimits({});
  const absent: any = null;
  expect(recoveryLimits({ maxEvents: undefined, maxSessions: absent })).toEqual(defaults);
  expect(recoveryLimits({ maxEvents: Infinity }).maxEvents).toBe(Infinity);
});

it('keeps sessions at most as long as timers can wait', () => {
  for (const maxDisconnectionDuration of [Infinity, 1e12])
    expect(recoveryLimits({ maxDisconnectionDuration }).maxDisconnectionDuration).toBe(2 ** 31 - 1);
});

it.each<any>([Number.NaN, 0, -1, '10', true])('refuses %o', (maxEventBytes) => {
  expect(() => recoveryLimits({ maxEventBytes }, 'ChatGateway')).toThrow(
    'PORTICO_WS_RECOVERY: ChatGateway sets connectionStateRecovery.maxEventBytes to',
  );
});
