import { ArtifactStores } from "@millrace/artifacts";
import { ANONYMOUS } from "@millrace/contract";
import { openStore, type Store } from "@millrace/store";
import type { ServerConfig } from "./config/config.ts";
import { RouteTable } from "./http/route-table.ts";
import { guardOf } from "./http/security/guard.ts";
import { close, createHttpServer, listen } from "./http/server.ts";
import { Transfers } from "./http/transfers.ts";
import { JobRunner, RUNNER_DEFAULTS } from "./jobs/runner.ts";
import { Log } from "./telemetry/log.ts";
import { RequestMetrics } from "./telemetry/request-metrics.ts";
import { purgeKind } from "./trash/job.ts";
import { Retention } from "./trash/retention.ts";

/** How long requests under way may go on once the server is told to stop. */
const GRACE_MS = 30_000;

/** How long a client may neither send nor take a byte of an upload or download. */
const IDLE_MS = 120_000;

/** A running tracking server. */
export interface Server extends AsyncDisposable {
  /** Such as `http://127.0.0.1:5000`. */
  readonly url: string;
  /** Takes no new connections, finishes the requests under way and closes the store. */
  stop(): Promise<void>;
}

/**
 * Opens the store, migrating it when needed, and serves it; healthy once this resolves.
 * @throws MillraceError for a store that can't be opened or an address that can't be listened on.
 */
export async function startServer(config: ServerConfig): Promise<Server> {
  const log = new Log(config.logLevel);
  const store = await openStore({
    uri: config.backendStoreUri,
    artifactRoot: config.defaultArtifactRoot.replace(/\/+$/, ""),
    onBackgroundError: (error) => log.error("Work in the background of the store failed.", error),
  });
  try {
    return await serve(config, store, log);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function serve(config: ServerConfig, store: Store, log: Log): Promise<Server> {
  const requestMetrics = new RequestMetrics();
  const artifacts = new ArtifactStores(config.artifactOptions);
  const purgePlaces = { trash: store.trash, artifacts, destination: config.artifactsDestination };
  const jobs = new JobRunner(store.jobs, [purgeKind(purgePlaces)], {
    ...RUNNER_DEFAULTS,
    onError: (error) => log.error("Work on jobs failed.", error),
  });
  const surroundings = {
    context: { store, artifacts, config, requestMetrics, jobs, caller: ANONYMOUS },
    guard: guardOf(config.security, [`${config.staticPrefix}/health`, `${config.staticPrefix}/version`]),
    transfers: new Transfers(IDLE_MS),
    log,
    unrouted: requestMetrics.of("none"),
    stopping: false,
  };
  const routes = new RouteTable(config, requestMetrics);
  const http = createHttpServer({ routes, surroundings, maxBodySize: config.maxBodySize });
  const port = await listen(http, config.host, config.port);
  jobs.start();
  const retention =
    config.trashRetentionMs === undefined
      ? undefined
      : new Retention(store.trash, jobs, config.trashRetentionMs, (error) =>
          log.error("The trash can't be looked at.", error),
        );
  retention?.start();
  const stop = async (): Promise<void> => {
    await close(http, surroundings, GRACE_MS);
    await retention?.stop();
    await jobs.stop();
    await store.close();
  };
  return { url: urlOf(config, port), stop, [Symbol.asyncDispose]: stop };
}

function urlOf({ host, staticPrefix }: ServerConfig, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}${staticPrefix}`;
}
