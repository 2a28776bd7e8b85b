// Writes docs/reference from the doc comments of the SDK, the contract's endpoints and the help pages of the commands.
import { REFERENCE, writeReference } from "./reference.ts";

await writeReference(REFERENCE);
