import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

interface FinishedSpan {
  name: string;
  parent?: string;
  attributes: Record<string, unknown>;
}

/** `nestjs-otel`: spans and counters with decorators and services. */
describeApplication('otel', (application) => {
  it('nests the spans of a handler and of the service that it calls', async () => {
    expect(await (await application().get('/cats/tom')).text()).toBe('tom');
    const spans = await application().json<FinishedSpan[]>('/spans');
    expect(spans.map(({ name, parent }) => [name, parent])).toEqual([
      ['inner', 'find cat'],
      ['find cat', 'CatsController.one'],
      ['CatsController.one', undefined],
    ]);
    expect(spans[1]?.attributes).toEqual({ cat: 'tom' });
  });

  it('counts', async () => {
    const before = Object.fromEntries(await application().json<[string, number][]>('/counters'));
    await application().get('/cats/felix');
    const after = Object.fromEntries(await application().json<[string, number][]>('/counters'));
    expect(after.cats_seen).toBe((before.cats_seen ?? 0) + 1);
    const [name = ''] = Object.keys(after).filter((key) => key !== 'cats_seen');
    expect(after[name]).toBe((before[name] ?? 0) + 1);
  });
});
