import { BlockList, isIPv4, isIPv6 } from "node:net";

/** IPv4 networks that are not the public internet's: private, loopback, link-local, shared, test, multicast, reserved. */
const NOT_PUBLIC_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** Parts of the public IPv6 space that are not public, or carry an IPv4 address that need not be: Teredo, 6to4. */
const NOT_PUBLIC_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

const notPublic = new BlockList();
for (const network of NOT_PUBLIC_V4) addNetwork(network, "ipv4");
for (const network of NOT_PUBLIC_V6) addNetwork(network, "ipv6");

/** All public IPv6 addresses are in here; loopback, link-local, private, mapped and translated ones are outside. */
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");

/** True for the address of a host on the public internet; the address is written as Node's sockets write it. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublic.check(address, "ipv4");
  if (!isIPv6(address)) return false;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  return publicV6.check(address, "ipv6") && !notPublic.check(address, "ipv6");
}

function addNetwork(network: string, family: "ipv4" | "ipv6"): void {
  const [address = "", bits = ""] = network.split("/");
  notPublic.addSubnet(address, Number(bits), family);
}
