import { waitUntil } from '@portico/test-support';
import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

interface Tasks {
  runs: { cron: number; interval: number; timeout: number };
  jobs: string[];
  intervals: string[];
  timeouts: string[];
}

describeApplication('schedule', (application) => {
  it('finds tasks by their names', async () => {
    const { jobs, intervals, timeouts } = await application().json<Tasks>('/tasks');
    expect({ jobs, intervals, timeouts }).toEqual({ jobs: ['every second'], intervals: ['often'], timeouts: ['once'] });
  });

  it('runs tasks on time, and a timeout once', async () => {
    let runs = { cron: 0, interval: 0, timeout: 0 };
    const ran = async () => {
      ({ runs } = await application().json<Tasks>('/tasks'));
      return runs.cron > 0 && runs.interval > 2;
    };
    await waitUntil(ran, { timeout: 5000, interval: 50 });
    expect(runs.timeout).toBe(1);
  });
});
