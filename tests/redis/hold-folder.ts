import { openKeptFile } from "@/lib/redis/kept-file";

// A process of its own that holds a folder and saves to it until it is killed.
const kept = await openKeptFile(process.env.FOLDER ?? "");
process.stdout.write("holding\n");
for (let i = 0; ; i++) await kept.save("gate", Buffer.alloc(64 * 1024, i % 256));
