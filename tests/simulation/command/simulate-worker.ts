import { type Chunk, runChunk } from "./chunk";
import { openStores } from "./open-store";

// A process of `npm run simulate`. It receives chunks and answers each with its tally. The stores are
// opened at once, from the arguments, because nothing can be loaded after this file.
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
// Without work, the parent may disconnect before this process listens.
if (process.connected) process.once("disconnect", leave);
else await leave();
