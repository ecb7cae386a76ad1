import { setTimeout as delay, setImmediate as immediate } from 'node:timers/promises';
import type { Client } from './clients/client.js';
import type { Recorder } from './recorder.js';

/** Rounds in which nothing may happen before a step counts as done. */
const QUIET_ROUNDS = 3;
const MOST_ROUNDS = 300;

/** Waits until nothing more happens: every client has received a pong, and nothing new has been recorded. */
export async function settle(recorder: Recorder, clients: Iterable<Client>): Promise<void> {
  let quiet = 0;
  for (let round = 0; round < MOST_ROUNDS && quiet < QUIET_ROUNDS; round++) {
    const before = recorder.activity;
    await Promise.all([...clients].map((client) => client.roundTrip()));
    await immediate();
    await delay(1);
    quiet = recorder.activity === before && recorder.pending === 0 ? quiet + 1 : 0;
  }
}
