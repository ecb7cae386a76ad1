import { expect, it, onTestFinished } from 'vitest';
import { AttackedServer } from './hostile-load/attacked-server.js';
import type { Attacker } from './hostile-load/attacker.js';
import { attack } from './hostile-load/attacks.js';
import type { WsPlatform } from './hostile-load/contract.js';

/** How much more memory may be in use after three times as many rounds. A round has about 70 connections. */
const MOST_GROWTH = 1024 * 1024;

/** Attacks a server, and returns how much more memory it uses after three times as many rounds, and its remaining clients. */
async function aftermath(platform: WsPlatform, rounds: number, env?: Record<string, string>) {
  const server = await AttackedServer.start(platform, env);
  const crowd: Attacker[] = [];
  onTestFinished(async () => {
    await server.stop();
    for (const attacker of crowd) attacker.socket.terminate();
  });
  const after = async (more: number) => {
    for (let round = 0; round < more; round += 1) await attack(platform, server, crowd);
    return server.measure();
  };
  const first = await after(rounds);
  const last = await after(2 * rounds);
  return { growth: last.bytes - first.bytes, connections: last.connections };
}

for (const platform of ['ws', 'socket.io'] as const) {
  it(`does not use more memory the longer it is attacked, on ${platform}`, { timeout: 60_000 }, async () => {
    const { growth, connections } = await aftermath(platform, 4);
    expect(growth).toBeLessThan(MOST_GROWTH);
    expect(connections).toBe(0);
  });
}

it('detects a gateway that keeps its clients', { timeout: 60_000 }, async () => {
  const { growth } = await aftermath('ws', 2, { LEAK: 'yes' });
  expect(growth).toBeGreaterThan(MOST_GROWTH);
});
