import { endpoints } from "@millrace/contract";
import type { Command } from "commander";
import { asGroup } from "../../command/define.ts";
import { addPlain } from "../../command/plain.ts";
import type { Io } from "../../io.ts";
import { addDownload } from "./download.ts";
import { addUploads } from "./upload.ts";

/** Fills `millrace artifacts`. */
export function artifacts(group: Command, io: Io): void {
  asGroup(group);
  addPlain(group, io, "list", {
    endpoint: endpoints.artifacts.list,
    flags: {
      run_id: { flags: "-r, --run-id", isRequired: true },
      path: { flags: "-a, --artifact-path", doc: "The folder. Default: all of the run's." },
    },
    examples: [["artifacts list -r 8f3a… -a model", "List a folder of a run as JSON"]],
    document: ({ files = [] }) => files,
  });
  addDownload(group, io);
  addUploads(group, io);
}
