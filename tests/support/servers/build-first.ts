import { ensureBuild } from "./ensure-build";

/** Runs once, before workers that start servers in parallel. */
export const setup = ensureBuild;
