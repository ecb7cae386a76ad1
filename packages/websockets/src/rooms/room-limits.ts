import { type NumberRule, numberOptions } from '@portico/common/internal';
import type { RoomOptions } from '../contracts/options/room-options.js';

/** The options with their defaults. */
export type RoomLimits = Readonly<Required<RoomOptions>>;

const RULES: Readonly<Record<keyof RoomOptions, NumberRule>> = {
  maxPerClient: { kind: 'countOrNone', default: 1_000 },
  maxNameLength: { kind: 'count', default: 256 },
};

/**
 * Applies the defaults to the options of a gateway.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 */
export function roomLimits(options: RoomOptions | undefined, gateway: string): RoomLimits {
  return numberOptions(gateway, 'rooms.', options, RULES);
}

export const DEFAULT_ROOM_LIMITS: RoomLimits = roomLimits(undefined, '');
