import type { Database } from "../database/sql.ts";
import type { JobStore } from "./job-store.ts";
import { Jobs } from "./jobs.ts";
import { JobWork } from "./work.ts";

/** The jobs of a database. */
export function jobStore(database: Database): JobStore {
  const jobs = new Jobs(database);
  const work = new JobWork(database);
  return {
    create: (job) => jobs.create(job),
    get: (id) => jobs.get(id),
    list: (query) => jobs.list(query),
    log: (id, offset, maxResults) => jobs.log(id, offset, maxResults),
    cancel: (id) => jobs.cancel(id),
    removeEnded: (which) => jobs.removeEnded(which),
    claim: (owner, kinds) => work.claim(owner, kinds),
    unended: () => work.unended(),
    takeOver: (job, owner) => work.takeOver(job, owner),
    report: (id, owner, report) => work.report(id, owner, report),
    end: (id, owner, end) => work.end(id, owner, end),
    release: (id, owner) => work.release(id, owner),
  };
}
