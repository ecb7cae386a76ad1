import { create } from 'zustand';
import type { Protocol, ServerDescription } from '../api/protocol.js';
import { useServer } from '../state/server.js';
import type { Channel } from './catalogue.js';

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** How a client of the page connects to a channel. */
export interface Settings {
  readonly protocol: Protocol;
  readonly headers: readonly Pair[];
  readonly query: readonly Pair[];
  /** JSON text. */
  readonly auth: string;
  readonly params: Readonly<Record<string, string>>;
}

interface SettingsState {
  readonly byChannel: Readonly<Record<string, Settings>>;
}

/** Kept in memory only: headers contain credentials. */
export const useSettings = create<SettingsState>(() => ({ byChannel: {} }));

export function settingsOf(state: SettingsState, channel: Channel): Settings {
  return state.byChannel[channel.id] ?? initial(channel);
}

export function changeSettings(channel: Channel, change: Partial<Settings>): void {
  useSettings.setState((state) => ({
    byChannel: { ...state.byChannel, [channel.id]: { ...settingsOf(state, channel), ...change } },
  }));
}

const known = new WeakMap<Channel, Settings>();

function initial(channel: Channel): Settings {
  const existing = known.get(channel);
  if (existing) return existing;
  const settings: Settings = {
    protocol: protocolsOf(channel)[0] ?? 'ws',
    headers: [],
    query: [],
    auth: '',
    params: Object.fromEntries(channel.parameters.map(({ name, values }) => [name, values[0] ?? ''])),
  };
  known.set(channel, settings);
  return settings;
}

export function serverOf({ server }: Channel): ServerDescription | undefined {
  return useServer.getState().application?.servers.find(({ id }) => id === server);
}

/** The protocols with which the page can connect to a channel, the best one first. */
export function protocolsOf(channel: Channel): readonly Protocol[] {
  return serverOf(channel)?.protocols ?? ['portico.1', 'ws', 'socket.io'];
}

export function toRecord(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(
    pairs.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  );
}
