import assert from "node:assert/strict";
import { test } from "node:test";
import { mlflowMissing } from "@millrace/testkit";
import { isChosen } from "../src/chosen.ts";
import { compareClients } from "../src/clients.ts";
import { buildJava, javaMissing, runJava } from "../src/java.ts";
import { checkDeclarations, checkEndpoints, checkNames, compareRequests } from "../src/requests.ts";
import { startTargets } from "../src/targets.ts";

test("every request case has a name of its own", checkNames);
test("every endpoint has a case", checkEndpoints);
test("the declared differences are those of docs/compatibility.md", checkDeclarations);

test("Millrace answers as the real MLflow does", { skip: mlflowMissing(), concurrency: 100 }, async (t) => {
  const targets = await startTargets();
  t.after(targets.stop);
  await Promise.all([
    t.test("requests", { concurrency: 100 }, (requests) => compareRequests(requests, targets)),
    t.test("client scripts", { concurrency: 100 }, (clients) => compareClients(clients, targets)),
  ]);
  if (!isChosen("the Java client")) return;
  await t.test("the Java client reads back what it logged", { skip: javaMissing() }, async () => {
    await buildJava();
    assert.deepEqual(await runJava(targets.millrace.url), await runJava(targets.mlflow.url));
  });
});
