/** The bare HTTP server of the floors, a process of its own: reads the body and answers a small JSON object. */
import { createServer } from "node:http";

createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": 2 });
    response.end("{}");
  });
}).listen(Number(process.argv[2]), "127.0.0.1");
