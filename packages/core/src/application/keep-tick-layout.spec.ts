import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { keepTickLayout, keptTick } from './keep-tick-layout.js';

setFlagsFromString('--allow-natives-syntax');
setFlagsFromString('--expose-gc');
const collect = new Script('gc').runInNewContext() as () => void;
const haveSameLayout = new Script('(a, b) => %HaveSameMap(a, b)').runInThisContext() as (
  a: object,
  b: object,
) => boolean;

const tick = () => new Promise<void>((resolve) => process.nextTick(resolve));

describe('keepTickLayout', () => {
  it('keeps an object of nextTick, and with it the layout of later ones, across a collection', async () => {
    keepTickLayout();
    await tick();
    const earlier = keptTick()!;
    expect(earlier).toHaveProperty('callback');
    collect();
    keepTickLayout();
    await tick();
    expect(keptTick()).not.toBe(earlier);
    expect(haveSameLayout(earlier, keptTick()!)).toBe(true);
  });

  it.each(['bun', 'deno'])('does nothing on %s', async (runtime) => {
    const earlier = keptTick();
    keepTickLayout({ ...process.versions, [runtime]: '1.0.0' });
    await tick();
    expect(keptTick()).toBe(earlier);
  });
});
