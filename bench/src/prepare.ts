/** Gives each row's target the database that the row starts from. */
import { constants, cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fill, storySize, type Story } from "./fill.ts";
import { CACHE } from "./paths.ts";
import type { Progress } from "./progress.ts";
import type { Sizes } from "./sizes.ts";
import { STORY_VERSION } from "./story.ts";
import type { TargetName } from "./targets/program.ts";
import { checkVersion, createTarget, PROGRAMS, type Target } from "./targets/target.ts";

/**
 * A started target whose database holds the story. A reference program's database is filled once and kept in the
 * cache, since that takes minutes; each run works on a copy. Millrace is filled anew each time.
 */
export async function startWithStory(
  name: TargetName,
  story: Story,
  sizes: Sizes,
  folder: string,
  progress: Progress,
): Promise<Target> {
  const version = PROGRAMS[name]?.version;
  if (version !== undefined) copyDatabase(await cachedDatabase(name, version, story, sizes, progress), folder);
  const target = await createTarget(name, folder);
  await target.start();
  if (version !== undefined) return target;
  progress(`filling ${name} with ${describe(story, sizes)}`);
  await fill(target.port, story, sizes);
  return target;
}

/** The folder of a filled database that is not in use, filled now unless an earlier run left one. */
async function cachedDatabase(
  name: TargetName,
  version: string,
  story: Story,
  sizes: Sizes,
  progress: Progress,
): Promise<string> {
  const key = [name, version, `story${STORY_VERSION}`, story, ...storySize(story, sizes)].join("-");
  const cached = join(CACHE, key);
  if (existsSync(cached)) return cached;
  progress(`filling ${name} with ${describe(story, sizes)}; kept for the next run`);
  const unfinished = `${cached}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const target = await createTarget(name, unfinished);
  await target.start();
  await checkVersion(target);
  await fill(target.port, story, sizes);
  await target.stop();
  renameSync(unfinished, cached);
  return cached;
}

function copyDatabase(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

function describe(story: Story, sizes: Sizes): string {
  if (story === "runs") return `${sizes.runs} runs`;
  return story === "histories" ? `${sizes.histories} histories of ${sizes.points} points` : "an empty database";
}
