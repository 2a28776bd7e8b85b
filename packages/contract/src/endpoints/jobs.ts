import { SIGNED_IN } from "../access.ts";
import { endpoint } from "../endpoint.ts";
import { Job, LogLine, JobState } from "../messages/job.ts";
import { bool, int64, list, message, optional, requiredText, text } from "../schema.ts";

const byId = message({ job_id: requiredText() });

/** Work that goes on behind requests, beyond MLflow's protocol. */
export const jobs = {
  get: endpoint({
    name: "jobs.get",
    method: "GET",
    paths: ["/api/millrace/v1/jobs/{job_id}"],
    request: byId,
    response: message({ job: Job }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: SIGNED_IN,
    doc: "Gives a job: its state, how far it is, and its result or error.",
  }),
  list: endpoint({
    name: "jobs.list",
    method: "GET",
    paths: ["/api/millrace/v1/jobs"],
    request: message({
      kind: optional(text()),
      state: optional(list(JobState)),
      max_results: optional(int64()),
      page_token: optional(text()),
    }),
    response: message({ jobs: list(Job), next_page_token: optional(text()) }),
    errors: [],
    access: SIGNED_IN,
    doc: "Lists jobs, the newest first, of one kind or in some states.",
  }),
  log: endpoint({
    name: "jobs.log",
    method: "GET",
    paths: ["/api/millrace/v1/jobs/{job_id}/log"],
    request: message({ job_id: requiredText(), offset: optional(int64()), max_results: optional(int64()) }),
    response: message({ lines: list(LogLine), next_offset: int64(), is_complete: bool() }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: SIGNED_IN,
    doc:
      "Gives lines of a job's log from the number `offset` on; ask again with `next_offset` until `is_complete` to " +
      "follow it. Of a long log the last 10,000 lines are kept.",
  }),
  cancel: endpoint({
    name: "jobs.cancel",
    method: "POST",
    paths: ["/api/millrace/v1/jobs/{job_id}/cancel"],
    request: byId,
    response: message({ job: Job }),
    errors: ["RESOURCE_DOES_NOT_EXIST"],
    access: SIGNED_IN,
    doc: "Ends a queued job at once, and asks a running one to end.",
  }),
};
