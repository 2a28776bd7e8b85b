import { createHash } from "node:crypto";
import type { GivenDatasetInput } from "@millrace/contract";
import { pairsOf, present } from "./present.ts";

const DIGEST_LENGTH = 8;

/** A dataset as a run reads it. */
export interface Dataset {
  readonly name: string;
  /** Tells its contents from others of the same name. Default: made from the name and source. */
  readonly digest?: string;
  /** Where it comes from, such as a URL or path. */
  readonly source?: string;
  /** The kind of source, such as `http` or `local`. Default: `http` for a URL, else `local`. */
  readonly sourceType?: string;
  /** The columns and their types: text, or what becomes JSON. */
  readonly schema?: string | object;
  /** Figures of it, such as the number of rows: text, or what becomes JSON. */
  readonly profile?: string | object;
}

/** A run's use of a dataset in its form on the wire. */
export function wireDataset(dataset: Dataset, tags: Readonly<Record<string, string>>): GivenDatasetInput {
  const { name, source = "", schema, profile } = dataset;
  const isUrl = /^https?:/i.test(source);
  return {
    tags: pairsOf(tags),
    dataset: present({
      name,
      digest: dataset.digest ?? digestOf(name, source),
      source_type: dataset.sourceType ?? (isUrl ? "http" : "local"),
      // The form in which MLflow's clients write sources, and read them.
      source: isUrl ? JSON.stringify({ url: source }) : JSON.stringify({ uri: source }),
      schema: jsonText(schema),
      profile: jsonText(profile),
    }),
  };
}

function digestOf(name: string, source: string): string {
  return createHash("sha256")
    .update(JSON.stringify([name, source]))
    .digest("hex")
    .slice(0, DIGEST_LENGTH);
}

function jsonText(value: string | object | undefined): string | undefined {
  return typeof value === "object" ? JSON.stringify(value) : value;
}
