import type { World } from "../world.ts";

/** A command with command lines that succeed and fail; its help page is a third. */
export interface Case {
  /** Such as `experiments create`. */
  readonly command: string;
  /** What follows the command's name. */
  readonly success: (world: World) => readonly (readonly string[])[];
  readonly failure: (world: World) => readonly (readonly string[])[];
  /** The failures come first, for what can't fail once it has succeeded. */
  readonly failsFirst?: true;
}
