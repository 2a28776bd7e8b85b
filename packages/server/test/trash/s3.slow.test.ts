import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { call, pick, pickString, type S3Server, s3Missing, startS3 } from "@millrace/testkit";
import { API, startTestServer } from "../support/server.ts";

const OWN = "/api/millrace/v1";
const RUNS = 200;
const FILES = 10;

async function post(url: string, path: string, body: unknown): Promise<unknown> {
  const answer = await call(url, "POST", path, body);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

async function jobOf(url: string, id: string): Promise<unknown> {
  return pick((await call(url, "GET", `${OWN}/jobs/${id}`)).body, "job");
}

async function untilEnded(url: string, id: string): Promise<unknown> {
  for (;;) {
    const job = await jobOf(url, id);
    if (pick(job, "end_time") !== undefined) return job;
    await sleep(50);
  }
}

async function putFiles({ url, bucket }: S3Server, folder: string): Promise<void> {
  const files = Array.from({ length: FILES }, (_, index) => `${url}/${bucket}/art/${folder}/f${index}`);
  const answers = await Promise.all(files.map((file) => fetch(file, { method: "PUT", body: "0123456789" })));
  assert.ok(answers.every((answer) => answer.ok));
}

/** How many objects the bucket has below a folder. */
async function countFiles({ url, bucket }: S3Server, folder: string): Promise<number> {
  const answer = await fetch(`${url}/${bucket}?list-type=2&max-keys=100&prefix=art/${folder}/`);
  return (await answer.text()).split("<Key>").length - 1;
}

describe("purging runs whose artifacts are on S3", { skip: s3Missing() }, () => {
  it("reports what it could not do when the service dies in the middle, and goes on when it is back", async (test) => {
    const s3 = await startS3();
    test.after(s3.kill);
    process.env.AWS_ACCESS_KEY_ID = s3.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = s3.secretAccessKey;
    process.env.AWS_REGION = "us-east-1";
    const { url } = await startTestServer({
      defaultArtifactRoot: "mlflow-artifacts:/",
      artifactsDestination: `s3://${s3.bucket}/art`,
      s3Endpoint: s3.url,
    });
    const created = await post(url, `${API}/experiments/create`, { name: "e" });
    const experiment = pickString(created, "experiment_id");
    const runs: string[] = [];
    for (let index = 0; index < RUNS; index++) {
      const run = await post(url, `${API}/runs/create`, { experiment_id: experiment });
      const id = pickString(run, "run", "info", "run_id");
      await putFiles(s3, `${experiment}/${id}/artifacts`);
      await post(url, `${API}/runs/delete`, { run_id: id });
      runs.push(id);
    }
    const first = pickString(await post(url, `${OWN}/trash/purge`, {}), "job", "job_id");
    while (Number(pick(await jobOf(url, first), "progress", "done")) === 0) await sleep(5);
    await s3.kill();
    const broken = await untilEnded(url, first);
    assert.equal(pick(broken, "state"), "SUCCEEDED");
    const failed = Number(pick(broken, "result", "failed_count"));
    assert.ok(failed > 0, "it was over before the service died");
    assert.equal(failed + Number(pick(broken, "result", "items", "runs")), RUNS);

    // The service would take the keys for its own and then ask for them.
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) delete process.env[name];
    const back = await startS3({ folder: s3.folder, port: s3.port });
    test.after(back.kill);
    for (const id of runs) {
      const { status } = await call(url, "GET", `${API}/runs/get?run_id=${id}`);
      const files = await countFiles(back, `${experiment}/${id}`);
      assert.ok(status === 200 || files === 0, `run ${id} is gone, but ${files} of its files are there`);
    }
    const second = pickString(await post(url, `${OWN}/trash/purge`, {}), "job", "job_id");
    const whole = await untilEnded(url, second);
    assert.deepEqual([pick(whole, "result", "failed_count"), pick(whole, "result", "items", "runs")], [0, failed]);
    assert.equal(await countFiles(back, experiment), 0);
  });
});
