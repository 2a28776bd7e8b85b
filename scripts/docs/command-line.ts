import { createProgram, loadCommand, processIo } from "@millrace/cli";

type Command = ReturnType<typeof createProgram>;

const WIDTH = 80;

/** The page of all commands: the help page of each. */
export async function commandLinePage(): Promise<string> {
  const sections = await sectionsOf(createProgram(processIo()), "millrace");
  return `# Command line

What \`--help\` prints, for each command.

${sections.join("\n\n")}
`;
}

/** A command and those that it holds. */
async function sectionsOf(command: Command, words: string): Promise<string[]> {
  await loadCommand(command);
  const inner = command.createHelp().visibleCommands(command);
  const sections = [`## ${words}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``];
  for (const one of inner) sections.push(...(await sectionsOf(one, `${words} ${one.name()}`)));
  return sections;
}

/** The help page as it is on a terminal of 80 columns without colours. */
function helpOf(command: Command): string {
  const printed: string[] = [];
  command.configureOutput({
    writeOut: (text) => printed.push(text),
    getOutHelpWidth: () => WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return printed.join("").trimEnd();
}
