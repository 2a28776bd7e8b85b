import { setTimeout as sleep } from "node:timers/promises";
import type { FloorName } from "../floors/floor.ts";
import { type HttpConnection, withConnection, withConnections } from "../http.ts";
import { memoryOf } from "../proc.ts";
import { type Iris, readIris } from "../serving/iris.ts";
import { millraceOnnx, millracePython, mlflowServe, mlserver } from "../serving/programs.ts";
import { percentile } from "../stats.ts";
import type { Program } from "../targets/program.ts";
import type { Figure, Row } from "./row.ts";

const CONNECTIONS = [1, 16, 64] as const;

/** Milliseconds after the first good answer at which a server counts as idle. */
const SETTLE_MS = 1000;

type Goals = { readonly [figure: string]: number };

/** A model of scikit-learn, in Python everywhere. */
export const servePython: Row = serve("serve-python", "Python", millracePython, "sklearn-predict", {
  ...{ "rate-1": 2, "rate-16": 8, "rate-64": 15 },
  ...{ "p99-16": 5, memory: 2, ready: 2 },
});

/** The same model, as ONNX in Millrace. */
export const serveOnnx: Row = serve("serve-onnx", "ONNX in Node", millraceOnnx, "onnx-run", {
  ...{ "rate-1": 15, "rate-64": 60, ready: 10 },
});

/** One row a request, one request at a time on each connection, to a server that was started for it. */
function serve(name: string, what: string, program: Program, predict: FloorName, goals: Goals): Row {
  return {
    name,
    story: "none",
    programs: { millrace: program, mlflow: mlflowServe, mlserver },
    targets: ["millrace", "mlflow", "mlserver"],
    beside: ["http-1", "http-16", "http-64", "sklearn-predict", "onnx-run"],
    figures: figures(what, predict, goals),
    setup: async (target, sizes) => {
      const iris = readIris();
      await target.start();
      await withConnection(target.port, (connection) => checkAnswers(connection, iris));
      await target.stop();
      return {
        measure: async (budgetMs) => {
          const begin = performance.now();
          const { pid } = await target.start();
          const ready = performance.now() - begin;
          await sleep(Math.min(SETTLE_MS, sizes.budgetMs));
          const idle = memoryOf(pid).pss;
          await load(target.port, 16, iris.bodies, budgetMs);
          const results: Record<string, number> = {};
          for (const count of CONNECTIONS) {
            const { rate, p99 } = await load(target.port, count, iris.bodies, budgetMs);
            results[`rate-${count}`] = rate;
            results[`p99-${count}`] = p99;
          }
          const memory = memoryOf(pid).pss;
          await target.stop();
          return { ...results, ready, idle, memory };
        },
      };
    },
  };
}

function figures(what: string, predict: FloorName, goals: Goals): Figure[] {
  const figure = (key: string, title: string, unit: Figure["unit"], floor?: Figure["floor"]): Figure => ({
    ...{ key, title: `${what}: ${title}`, unit },
    goal: goals[key] === undefined ? {} : { mlflow: goals[key] },
    ...(floor !== undefined && { floor }),
  });
  return [
    figure("rate-1", "1 connection", "req/s", [
      ["http-1", 1],
      [predict, 1],
    ]),
    figure("p99-1", "  99th percentile", "ms"),
    // Requests that come at one time can share a prediction.
    figure("rate-16", "16 connections", "req/s", [["http-16", 1]]),
    figure("p99-16", "  99th percentile", "ms"),
    figure("rate-64", "64 connections", "req/s", [["http-64", 1]]),
    figure("p99-64", "  99th percentile", "ms"),
    figure("ready", "start to the first prediction", "ms"),
    figure("idle", "memory (PSS), idle", "MiB"),
    figure("memory", "memory (PSS), after the load", "MiB"),
  ];
}

/** Rejects unless every row gets the prediction of scikit-learn. */
async function checkAnswers(connection: HttpConnection, { bodies, predictions }: Iris): Promise<void> {
  for (const [at, body] of bodies.entries()) {
    const answer = await connection.request("POST", "/invocations", body);
    const text = answer.body.toString();
    const found = /^\{"predictions": ?\[(?:\{"label": ?)?(\d)\}?\]\}$/.exec(text)?.[1];
    if (answer.status !== 200 || Number(found) !== predictions[at]) {
      throw new Error(`row ${at} is of kind ${predictions[at]}, but the answer is ${answer.status} ${text}`);
    }
  }
}

/** Keeps so many connections busy for `budgetMs` milliseconds. Rejects when an answer is not 200. */
function load(
  port: number,
  count: number,
  bodies: readonly string[],
  budgetMs: number,
): Promise<{ rate: number; p99: number }> {
  return withConnections(port, count, async (connections) => {
    const latencies: number[] = [];
    const start = performance.now();
    const client = async (connection: HttpConnection, number: number): Promise<void> => {
      for (let i = number, sent = start; sent - start < budgetMs; i++) {
        const answer = await connection.request("POST", "/invocations", bodies[i % bodies.length]);
        if (answer.status !== 200) throw new Error(`the answer is ${answer.status} ${answer.body.toString()}`);
        const now = performance.now();
        latencies.push(now - sent);
        sent = now;
      }
    };
    await Promise.all(connections.map(client));
    return { rate: (latencies.length * 1000) / (performance.now() - start), p99: percentile(latencies, 0.99) };
  });
}
