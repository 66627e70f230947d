import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { ROOT } from "../support/architecture/source-files";

const rowsSchema = z.array(z.object({ symbol: z.string(), status: z.int(), tries: z.int() }));

type Script = {
  /** The server of the drop-in proxy. */
  origin: string;
  key: string;
  symbols: readonly string[];
  /** The path of one symbol in v2, with {} in its place. */
  address: string;
  threads: number;
  tries: number;
};

/** Runs a Python client of the vendor's API against the drop-in proxy. */
export async function runScript(script: Script) {
  const { PATH = "" } = process.env;
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "test",
    PATH,
    BASE_URL: `${script.origin}/api/tv/v2`,
    API_KEY: script.key,
    SYMBOLS: script.symbols.join(","),
    ADDRESS: script.address,
    THREADS: String(script.threads),
    TRIES: String(script.tries),
  };
  const file = path.join(ROOT, "tests/fleet/script-client.py");
  const { stdout } = await promisify(execFile)("python3", [file], { env, timeout: 240_000 });
  return rowsSchema.parse(JSON.parse(stdout));
}
