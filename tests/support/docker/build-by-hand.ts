import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { runCommand } from "../../workshop/run-command.mjs";
import { listFiles, ROOT } from "../architecture/source-files";
import { commandOf, type Instruction, isInContext, pairsOf, parseDockerfile } from "./dockerfile";

/** An image as a folder: `folder` has the image's root, and the rest is what its process gets. */
export type BuiltImage = {
  folder: string;
  /** The working folder, from the image's root. */
  workdir: string;
  user: string;
  env: Record<string, string>;
  command: string[];
  healthCommand: string[];
  /** The path in the image's folder of an absolute path in the image. */
  inside(absolute: string): string;
};

const STEP_DEADLINE_SECONDS = 900;

/**
 * Runs the checkout's Dockerfile without Docker, one step after the other, each stage in its own
 * folder under `parent`. `npm ci` takes the checkout's installed packages, which are of the same
 * lockfile. Rejects with the output of a step that fails.
 */
export async function buildByHand(parent: string): Promise<BuiltImage> {
  const stages = parseDockerfile(readFileSync(path.join(ROOT, "Dockerfile"), "utf8"));
  const built = new Map<string, BuiltImage>();
  let last: BuiltImage | undefined;
  for (const stage of stages) {
    last = newImage(path.join(parent, stage.name));
    for (const step of stage.instructions) await take(step, last, built);
    built.set(stage.name, last);
  }
  if (last === undefined) throw new Error("The Dockerfile has no stage");
  return last;
}

function newImage(folder: string): BuiltImage {
  mkdirSync(folder, { recursive: true });
  return {
    folder,
    workdir: "/",
    user: "root",
    env: {},
    command: [],
    healthCommand: [],
    inside: (absolute) => path.join(folder, absolute),
  };
}

async function take(
  { name, flags, text }: Instruction,
  image: BuiltImage,
  others: ReadonlyMap<string, BuiltImage>,
): Promise<void> {
  switch (name) {
    case "WORKDIR":
      image.workdir = path.posix.resolve(image.workdir, text);
      mkdirSync(image.inside(image.workdir), { recursive: true });
      return;
    case "ENV":
      Object.assign(image.env, pairsOf(text));
      return;
    case "USER":
      image.user = text;
      return;
    case "COPY":
      copy(text, image, flags.from === undefined ? null : (others.get(flags.from) ?? null));
      return;
    case "RUN":
      return run(text, image);
    case "CMD":
      image.command = commandOf(text);
      return;
    case "HEALTHCHECK":
      image.healthCommand = commandOf(text.replace(/^CMD\s+/, ""));
      return;
    case "VOLUME":
      if (!existsSync(image.inside(text))) throw new Error(`VOLUME ${text} is not there`);
      return;
    case "EXPOSE":
      return;
    default:
      throw new Error(`This step is not understood: ${name} ${text}`);
  }
}

/** `from`: another stage; null: the build's context. A folder's contents are copied, not itself. */
function copy(text: string, image: BuiltImage, from: BuiltImage | null): void {
  const names = text.split(/\s+/);
  const target = image.inside(path.posix.resolve(image.workdir, names.pop() ?? ""));
  for (const source of names) {
    if (from === null && source === ".") copyContext(target);
    else {
      const found = from === null ? path.join(ROOT, source) : from.inside(source);
      const isFile = statSync(found).isFile();
      const options = { recursive: true, verbatimSymlinks: true };
      cpSync(found, isFile ? path.join(target, path.basename(found)) : target, options);
    }
  }
}

function copyContext(target: string): void {
  const ignore = readFileSync(path.join(ROOT, ".dockerignore"), "utf8");
  const letIn = ignore.split("\n").flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []));
  for (const file of listFiles(...letIn)) {
    if (isInContext(ignore, file)) cpSync(path.join(ROOT, file), path.join(target, file));
  }
}

async function run(text: string, image: BuiltImage): Promise<void> {
  const cwd = image.inside(image.workdir);
  if (text === "npm ci") return takePackages(cwd);
  const command = ["sh", "-c", text];
  const step = await runCommand(command, {
    cwd,
    env: image.env,
    deadlineSeconds: STEP_DEADLINE_SECONDS,
  });
  if (step.exitCode !== 0) throw new Error(`RUN ${text} failed:\n${step.output}`);
}

/** Hard links where the file system has them: the packages are half a GB. */
function takePackages(target: string): void {
  for (const name of ["package.json", "package-lock.json", ".npmrc"]) {
    if (!existsSync(path.join(target, name))) throw new Error(`npm ci needs ${name}`);
  }
  const packages = path.join(ROOT, "node_modules");
  const isLinked = spawnSync("cp", ["-al", packages, target]).status === 0;
  if (!isLinked && spawnSync("cp", ["-a", packages, target]).status !== 0) {
    throw new Error("The packages could not be copied");
  }
}
