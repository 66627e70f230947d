// @ts-check
// Serves the embedded store like redis-server, with this process's clock: `node embedded-store-server.mjs <port>`.
import { createRedisServer } from "js-redis-server";

await createRedisServer({ port: Number(process.argv[2]) });
console.log("Ready to accept connections");
