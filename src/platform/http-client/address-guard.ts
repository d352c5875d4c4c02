import { lookup as resolveName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What a name may lead to. */
type Reach = 'PUBLIC' | 'LEASED_LINE' | 'LOOPBACK';

const NOT_PUBLIC: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

const notPublic = new BlockList();
for (const [net, prefix] of NOT_PUBLIC) notPublic.addSubnet(net, prefix, 'ipv4');
// Teredo, documentation and 6to4, which may hold any IPv4 address.
for (const [net, prefix] of [
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  notPublic.addSubnet(net, prefix, 'ipv6');

/** Of IPv6 only this is given out to the public; loopback, link-local, unique local, mapped IPv4 lie outside. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Where a leased line (专线) ends in one's own network. IPv6 and shared addresses hold the clouds' metadata services. */
const leasedLine = new BlockList();
for (const [net, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  leasedLine.addSubnet(net, prefix, 'ipv4');

/** True if `address` may be connected to; false also for what is no address. */
function isWithin(reach: Reach, address: string): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  if (reach === 'LOOPBACK') return loopback.check(address, version === 4 ? 'ipv4' : 'ipv6');
  if (reach === 'LEASED_LINE' && version === 4 && leasedLine.check(address, 'ipv4')) return true;
  if (version === 4) return !notPublic.check(address, 'ipv4');
  return globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** A host as in a URL, judged by itself. */
export interface HostRule {
  /** False for an address that is out of reach; nothing is to be sent there. */
  readonly allowed: boolean;
  /** What its name may lead to, asked at each connection. */
  readonly reach: Reach;
}

/**
 * Loopback, for a bureau's sandbox on this machine, has to be written in the configuration as such (`localhost`,
 * `127.0.0.1`, `[::1]`); that production refuses it there is the configuration's business. A private address is reached only
 * where the configuration says that the host is at the end of a leased line.
 */
export function hostRule(hostname: string, atLeasedLine = false): HostRule {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const isLoopback = host === 'localhost' || isWithin('LOOPBACK', host);
  const reach = isLoopback ? 'LOOPBACK' : atLeasedLine ? 'LEASED_LINE' : 'PUBLIC';
  return { reach, allowed: isIP(host) === 0 || isWithin(reach, host) };
}

/** The code by which `guardedLookup` refuses. */
const REFUSED = 'ADDRESS_REFUSED';

/**
 * A lookup for sockets that gives them only addresses within reach. The socket connects to the very addresses judged here,
 * so a name that changes its mind between two answers (DNS rebinding) gains nothing. One address out of reach
 * refuses the name as a whole: an honest one has no reason to mix them.
 */
export function guardedLookup(reach: Reach, resolve: LookupFunction = resolveName): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (error) return callback(error, []);
      if (!first || addresses.some(({ address }) => !isWithin(reach, address))) {
        return callback(Object.assign(new Error('address refused'), { code: REFUSED }), []);
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
