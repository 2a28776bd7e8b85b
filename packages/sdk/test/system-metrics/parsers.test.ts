import assert from "node:assert/strict";
import { test } from "node:test";
import { parseStat } from "../../src/system-metrics/sources/cpu.ts";
import { parseNetDev, parseNetstat, parseWindowsNetstat } from "../../src/system-metrics/sources/network.ts";
import { parseGpus } from "../../src/system-metrics/sources/nvidia.ts";
import { Window } from "../../src/system-metrics/window.ts";

test("waiting for the disk is not being busy", () => {
  const text = "cpu  100 10 50 700 100 20 15 5 30 1\ncpu0 1 2 3 4\nintr 5\n";
  assert.deepEqual(parseStat(text), { busy: 200, total: 1000 });
  assert.throws(() => parseStat("cpu0 1 2 3 4\n"), /\/proc\/stat/);
});

test("adds up the interfaces of Linux, with and without a space after the name", () => {
  const text = [
    "Inter-|   Receive                                                |  Transmit",
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed",
    "    lo: 1000      10    0    0    0     0          0         0     1000      10    0    0    0     0       0          0",
    "  eth0:52345678901 20    0    0    0     0          0         0     2000      20    0    0    0     0       0          0",
    "",
  ].join("\n");
  assert.deepEqual(parseNetDev(text), { received: 52345679901, sent: 3000 });
  assert.throws(() => parseNetDev("a\nb\n"), /network/);
});

test("adds up the interfaces of macOS, each once", () => {
  const text = [
    "Name       Mtu   Network       Address            Ipkts Ierrs     Ibytes    Opkts Oerrs     Obytes  Coll",
    "lo0        16384 <Link#1>                           100     0       5000      100     0       5000     0",
    "lo0        16384 127           127.0.0.1            100     -       5000      100     -       5000     -",
    "en0        1500  <Link#4>    aa:bb:cc:dd:ee:ff      200     0      70000      150     0      30000     0",
    "",
  ].join("\n");
  assert.deepEqual(parseNetstat(text), { received: 75000, sent: 35000 });
  assert.throws(() => parseNetstat("no such option"), /network/);
});

test("finds the bytes of Windows in any language", () => {
  const text = "Schnittstellenstatistik\r\n\r\n   Empfangen   Gesendet\r\n\r\nBytes   4711   815\r\nPakete   5   6\r\n";
  assert.deepEqual(parseWindowsNetstat(text), { received: 4711, sent: 815 });
  assert.throws(() => parseWindowsNetstat("?"), /network/);
});

test("leaves out what a GPU can't tell, and lines that are none", () => {
  const text = "0, 1000, 4000, 50, 75.50, 151.00\n1, 2000, [N/A], [Not Supported], [N/A], 0\nwarning: x\n\n";
  assert.deepEqual(parseGpus(text), {
    gpu_0_memory_usage_megabytes: 1048.576,
    gpu_0_memory_usage_percentage: 25,
    gpu_0_utilization_percentage: 50,
    gpu_0_power_usage_watts: 75.5,
    gpu_0_power_usage_percentage: 50,
    gpu_1_memory_usage_megabytes: 2097.152,
  });
  assert.deepEqual(parseGpus("No devices were found\n"), {});
});

test("samples become their mean to one decimal, totals their last", () => {
  const window = new Window();
  for (const value of [1, 2, 2]) {
    window.add({ load: value }, "mean");
    window.add({ total: value + 0.123 }, "last");
    window.endSample();
  }
  assert.equal(window.samples, 3);
  assert.deepEqual(window.take(), { load: 1.7, total: 2.123 });
  assert.deepEqual([window.samples, window.take()], [0, {}]);
});
