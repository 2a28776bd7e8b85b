import { BlockList, isIP } from "node:net";
import { wildcard } from "./wildcard.ts";

const PORT = /:\d+$/;

/**
 * Says which Host headers are accepted. Without patterns: `localhost` and loopback or private addresses, since a page
 * on the web can't make a browser send those by pointing its own name at this machine.
 */
export function hostRule(patterns: readonly string[] | undefined): (host: string) => boolean {
  const accepts = patterns === undefined ? isLocalHost : anyOf(patterns);
  let lastAccepted: string | undefined;
  return (host) => {
    if (host === lastAccepted) return true;
    if (!accepts(host)) return false;
    lastAccepted = host;
    return true;
  };
}

function anyOf(patterns: readonly string[]): (host: string) => boolean {
  const tests = patterns.map(wildcard);
  return (host) => tests.some((test) => test(host) || test(host.replace(PORT, "")));
}

function isLocalHost(host: string): boolean {
  const name = host.replace(PORT, "").toLowerCase();
  if (name === "localhost") return true;
  const address = name.startsWith("[") && name.endsWith("]") ? name.slice(1, -1) : name;
  const family = isIP(address);
  return family !== 0 && LOCAL_ADDRESSES.check(address, family === 4 ? "ipv4" : "ipv6");
}

const LOCAL_ADDRESSES = new BlockList();
for (const [address, bits] of [
  ["0.0.0.0", 32],
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const) {
  LOCAL_ADDRESSES.addSubnet(address, bits, "ipv4");
}
LOCAL_ADDRESSES.addAddress("::1", "ipv6");
LOCAL_ADDRESSES.addSubnet("fc00::", 7, "ipv6");
