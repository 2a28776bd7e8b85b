import { MillraceError, PROTOCOL_VERSION } from "@millrace/contract";
import { ownVariables } from "@millrace/server/environment";
import { arch, platform, release } from "node:os";
import type { Command } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { defineCommand } from "../command/define.ts";
import { jsonOption, option, trackingUriOption } from "../command/options.ts";
import { asking, type TrackingFlags } from "../command/tracking.ts";
import type { Io } from "../io.ts";
import { type OutputFlags, tell } from "../render/tell.ts";

interface DoctorFlags extends OutputFlags, TrackingFlags {
  readonly maskEnvs?: true;
}

/** Variables whose values nobody should paste into a bug report. */
const SECRET = /PASSWORD|TOKEN|SECRET|KEY|CREDENTIAL|URI|URL/;

const MASK = "***";

/** Fills `millrace doctor`. */
export function doctor(command: Command, io: Io): void {
  defineCommand<DoctorFlags>(command, io, {
    doc: "Says what this installation is and whether its tracking server answers, for bug reports. Secrets are left out.",
    options: [
      option("--mask-envs", "Hide the values of all environment variables, not only of secrets."),
      jsonOption(),
      trackingUriOption(),
    ],
    examples: [["doctor --mask-envs", "Make a report that anyone may see"]],
    run: runDoctor,
  });
}

async function runDoctor(flags: DoctorFlags, io: Io): Promise<void> {
  const { uri, answer, failure } = await serverFacts(flags);
  const variables = [...ownVariables()].map(([name, value]) => [name, shown(name, value, flags)] as const);
  const facts = {
    millrace: packageJson.version,
    protocol: `MLflow ${PROTOCOL_VERSION}`,
    node: process.version,
    system: `${platform()} ${release()} ${arch()}`,
    tracking_uri: uri,
    server: answer,
  };
  tell(
    io,
    flags,
    { ...facts, environment: Object.fromEntries(variables) },
    {
      fields: [
        ["Millrace", facts.millrace],
        ["Protocol", facts.protocol],
        ["Node.js", facts.node],
        ["System", facts.system],
        ["Tracking server", facts.tracking_uri],
        ["Its answer", { text: answer, look: failure === undefined ? "green" : "red" }],
        ...variables,
      ],
    },
  );
  if (failure !== undefined) throw failure;
}

async function serverFacts(
  flags: DoctorFlags,
): Promise<{ readonly uri: string; readonly answer: string; readonly failure?: MillraceError }> {
  let uri = "";
  try {
    return await asking(flags, async (client) => {
      uri = client.uri;
      const { body } = await client.server.version();
      return { uri, answer: `speaks MLflow ${String(body).trim().slice(0, 40)}` };
    });
  } catch (failure) {
    return { uri, answer: "none", failure: MillraceError.from(failure) };
  }
}

function shown(name: string, value: string, { maskEnvs = false }: { readonly maskEnvs?: boolean }): string {
  return maskEnvs || (SECRET.test(name) && !/^(?:https?:\/\/)[^@]*$/.test(value)) ? MASK : value;
}
