/**
 * The bare HTTP server of the floors, a process of its own: reads the body of a POST and answers a small JSON object,
 * writes the body of a PUT to a file in its folder, sends that file for a GET.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

const FILE = "uploaded.bin";

createServer((request, response) => {
  if (request.method === "PUT") void keep(request, response);
  else if (request.url === "/file") void pipeline(createReadStream(FILE), response.writeHead(200));
  else answer(request, response);
}).listen(Number(process.argv[2]), "127.0.0.1");

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": 2 });
    response.end("{}");
  });
}

async function keep(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await pipeline(request, createWriteStream(FILE, { flush: true }));
  response.writeHead(200, { "Content-Length": 0 }).end();
}
