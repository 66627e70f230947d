import { type Chunk, runChunk } from "./chunk";
import { openStores } from "./open-store";

// One process of `npm run simulate`: takes chunks and answers each with its tally.
// The stores that they need are its words: nothing can be loaded once this file has been.
const stores = await openStores(process.argv.slice(3));
process.on("message", async (chunk: Chunk) => {
  const store = stores[chunk.store];
  if (!store) throw new Error(`No ${chunk.store} store was opened`);
  process.send?.(await runChunk(store, chunk));
});
const leave = async () => {
  for (const store of Object.values(stores)) await store.close();
  process.exit();
};
// Where there was no work for it, it was let go before it listened.
if (process.connected) process.once("disconnect", leave);
else await leave();
