import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Log } from "../src/telemetry/log.ts";
import { RequestMetrics } from "../src/telemetry/request-metrics.ts";

describe("Log", () => {
  it("writes a JSON object a line, from its level up", () => {
    const lines: string[] = [];
    const log = new Log("info", (line) => lines.push(line));
    log.debug("small", {});
    log.error("big", new Error("outer", { cause: new Error("inner") }), { id: "1" });
    assert.equal(lines.length, 1);
    const [line = ""] = lines;
    assert.match(
      line,
      /^\{"time":"\d{4}-.+Z","level":"error","message":"big","id":"1","error":".*outer.*inner.*"\}\n$/,
    );
    assert.deepEqual([log.takes("debug"), log.takes("info"), log.takes("warn")], [false, true, true]);
  });
});

describe("RequestMetrics", () => {
  it("count by status and add up the buckets", () => {
    const metrics = new RequestMetrics();
    metrics.of("never");
    const endpoint = metrics.of("a.b");
    endpoint.observe(200, 0.0001);
    endpoint.observe(200, 0.003);
    endpoint.observe(404, 100);
    const text = metrics.render();
    assert.doesNotMatch(text, /never/);
    assert.match(text, /requests_total\{endpoint="a\.b",status="200"\} 2\n/);
    assert.match(text, /requests_total\{endpoint="a\.b",status="404"\} 1\n/);
    assert.match(text, /le="0\.0005"\} 1\n.*le="0\.001"\} 1\n.*le="0\.0025"\} 1\n.*le="0\.005"\} 2\n/s);
    assert.match(
      text,
      /le="10"\} 2\n.*le="\+Inf"\} 3\n.*_sum\{endpoint="a\.b"\} 100\.0031\n.*_count\{endpoint="a\.b"\} 3\n/s,
    );
  });
});
