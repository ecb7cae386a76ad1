import { isIPv6 } from 'node:net';

const HEX = 16;
/** The first six groups of an IPv4-mapped address. */
const MAPPED = '0:0:0:0:0:ffff';

/**
 * Returns the network whose clients are counted together by a limit per address. This is an IPv4 address, or the /64 prefix of an IPv6
 * address, because one subscriber has all addresses of such a prefix.
 *
 * @param address an IPv4-mapped address (`::ffff:192.0.2.1`) counts as the IPv4 address. Other text is returned unchanged.
 */
export function networkOf(address: string): string {
  if (!address.includes(':') || !isIPv6(address)) return address;
  const groups = groupsOf(address.replace(/%.*$/, ''));
  if (groups.slice(0, 6).map(hex).join(':') === MAPPED) return groups.slice(6).flatMap(bytesOf).join('.');
  return `${groups.slice(0, 4).map(hex).join(':')}::/64`;
}

/** Returns the eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const inHex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    return `${hex(Number(a) * 256 + Number(b))}:${hex(Number(c) * 256 + Number(d))}`;
  });
  const [head = [], tail = []] = inHex.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, HEX));
}

function hex(group: number): string {
  return group.toString(HEX);
}

function bytesOf(group: number): number[] {
  return [group >> 8, group & 0xff];
}
