import { withConnection, type HttpConnection } from "../http.ts";
import type { Sizes } from "../sizes.ts";
import type { Row } from "./row.ts";

const PROXY = "/api/2.0/mlflow-artifacts/artifacts";
const CONTENT = "x".repeat(1024);

/** Many small files to the artifact proxy and back, one after the other on one connection. */
export const artifactSmall: Row = {
  name: "artifact-1000-small",
  story: "empty",
  targets: ["millrace", "mlflow"],
  figures: [
    { key: "upload", title: "upload 1,000 files of 1 kB", unit: "ms", goal: { mlflow: 5 } },
    { key: "download", title: "download 1,000 files of 1 kB", unit: "ms", goal: { mlflow: 5 } },
  ],
  setup: async ({ port }, sizes) => {
    let folders = 0;
    return {
      measure: () =>
        withConnection(port, async (connection) => {
          const folder = `${PROXY}/small/${folders++}`;
          const upload = await eachFile(sizes, (file) => ask(connection, "PUT", `${folder}/${file}`, CONTENT));
          const download = await eachFile(sizes, (file) => ask(connection, "GET", `${folder}/${file}`));
          return { upload, download };
        }),
    };
  },
};

/** Milliseconds for all files. */
async function eachFile({ files }: Sizes, use: (file: string) => Promise<void>): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < files; i++) await use(`file-${i}.txt`);
  return performance.now() - start;
}

async function ask(connection: HttpConnection, method: "GET" | "PUT", path: string, body?: string): Promise<void> {
  const answer = await connection.request(method, path, body);
  if (answer.status === 200 && (method === "PUT" || answer.body.toString() === CONTENT)) return;
  throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
}
