import { type AnyEndpoint, endpoints } from "@millrace/contract";

/** The page of all endpoints: the client's call with its fields, the method and first path, and what it does. */
export function endpointsPage(): string {
  const nouns = Object.entries<Readonly<Record<string, AnyEndpoint>>>(endpoints);
  const sections = nouns.map(([noun, verbs]) => `## ${noun}\n\n${Object.values(verbs).map(entryOf).join("\n\n")}`);
  return `# Endpoints

The calls of a client, \`client.<noun>.<verb>({ … })\`, with the fields of each request; those with \`?\` may be left out. Paths
below \`/api/millrace/\` are Millrace's own; the others are MLflow's, and answer as MLflow does.

${sections.join("\n\n")}
`;
}

function entryOf({ name: call, method, paths, request, doc }: AnyEndpoint): string {
  const fields = Object.entries(request.fields).map(([name, { optional }]) => (optional ? `${name}?` : name));
  const given = fields.length === 0 ? "" : `{ ${fields.join(", ")} }`;
  return `### ${call}\n\n\`\`\`text\n${call}(${given})\n${method} ${paths[0]}\n\`\`\`\n\n${doc}`;
}
