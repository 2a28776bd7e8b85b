/** A fenced block of a page. */
interface Block {
  /** The word after the fence, such as `ts`. */
  readonly language: string;
  readonly text: string;
  /** The line of its fence, from 1. */
  readonly line: number;
}

/** A file that the reader writes. */
export interface FileStep {
  readonly kind: "file";
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

/** A program that the reader writes and runs, or a web page that is opened. */
export interface ProgramStep {
  readonly kind: "program";
  readonly language: "ts" | "python" | "html";
  readonly name: string;
  readonly text: string;
  readonly line: number;
  /** What it prints, as the page says; undefined where the page says nothing. */
  readonly prints: string | undefined;
}

/** Commands of a shell. */
export interface ShellStep {
  readonly kind: "shell";
  readonly text: string;
  readonly line: number;
  readonly prints: string | undefined;
}

/** Something that a page has its reader do. */
export type Step = FileStep | ProgramStep | ShellStep;

const FENCE = /^```([\w-]*)\n([^]*?)^```$/gm;
const FILE_NAME = /^(?:\/\/|#) ([\w./-]+\.\w+)\n/;

/**
 * The steps of a page, in order, from its fenced blocks:
 * - A block whose first line is a comment with the name of a file is that file; a later step runs or loads it.
 * - Other blocks in `ts` and `python` are programs. One without an import goes on with the program before it. `html` is a
 *   web page that is opened in a browser.
 * - `text` after a program is what it prints.
 * - `sh` is a script. `console` shows commands after `$ `, and after each of them what it prints, errors included.
 * @throws {Error} for a block that is nothing of these
 */
export function stepsOf(markdown: string): Step[] {
  const steps: Step[] = [];
  for (const block of blocksOf(markdown)) {
    const last = steps.at(-1);
    const joined = last?.kind === "program" ? joinedTo(last, block) : undefined;
    if (joined === undefined) steps.push(...stepsOfBlock(block, steps.length));
    else steps[steps.length - 1] = joined;
  }
  return steps;
}

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(FENCE)].map(({ 1: language = "", 2: text = "", index }) => ({
    language,
    text,
    line: markdown.slice(0, index).split("\n").length,
  }));
}

/** A program with a block that belongs to it; undefined for a block that begins something else. */
function joinedTo(program: ProgramStep, { language, text }: Block): ProgramStep | undefined {
  if (language === "text") return { ...program, prints: (program.prints ?? "") + text };
  const goesOn = language === program.language && !FILE_NAME.test(text) && !/^(?:import|from) /m.test(text);
  return goesOn ? { ...program, text: `${program.text}\n${text}` } : undefined;
}

function stepsOfBlock({ language, text, line }: Block, number: number): Step[] {
  const program = { kind: "program", text, line, prints: undefined } as const;
  const name = FILE_NAME.exec(text)?.[1];
  if (name !== undefined) return [{ kind: "file", name, text, line }];
  switch (language) {
    case "ts":
      return [{ ...program, language, name: `step-${number}.ts` }];
    case "python":
      return [{ ...program, language, name: `step_${number}.py` }];
    case "html":
      return [{ ...program, language, name: `step-${number}.html` }];
    case "sh":
      return [{ kind: "shell", text, line, prints: undefined }];
    case "console":
      return commandsOf(text, line);
    default:
      throw new Error(`Line ${line}: no test runs a block of the kind "${language}" in this place.`);
  }
}

/** The commands of a console; one goes on in the next line after a backslash. */
function commandsOf(text: string, line: number): ShellStep[] {
  const [before, ...parts] = text.split(/^\$ /m);
  if (before !== "") throw new Error(`Line ${line}: a console begins with "$ ".`);
  return parts.map((part) => {
    const [command = ""] = /^(?:.*\\\n)*.*\n/.exec(part) ?? [];
    return { kind: "shell", text: command, line, prints: part.slice(command.length) };
  });
}
