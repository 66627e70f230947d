import { type Chunk, runChunk } from "./chunk";
import { openStore } from "./open-store";

// One process of `npm run simulate`: takes chunks and answers each with its tally.
const store = await openStore(process.argv[3] === "redis" ? "redis" : "embedded");
process.on("message", async (chunk: Chunk) => {
  process.send?.(await runChunk(store, chunk));
});
process.once("disconnect", async () => {
  await store.close();
  process.exit();
});
