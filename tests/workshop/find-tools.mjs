// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { runCommand } from "./run-command.mjs";

/** @typedef {{ chromium: string | null, redisServer: string | null, nginx: string | null, ip: string | null }} Tools */
/** @typedef {{ kind: "debian" | "debian-like" | "other", isRoot: boolean }} Machine */
/** @typedef {{ commands: string[][] } | { advice: string }} Remedy */

const CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * Finds the browser, the store, the proxy and (on Linux) iproute2 for the tests. Null when missing. A
 * program counts when it starts: Ubuntu's `chromium-browser` may be a stub that only advertises a snap.
 *
 * @returns {Promise<Tools>}
 */
export async function findTools() {
  const given = process.env.CHROMIUM_PATH;
  const browsers = given
    ? [given]
    : [...CHROMIUM_NAMES.flatMap(findOnPath), chromium.executablePath()];
  return {
    chromium: await firstThatStarts(browsers),
    redisServer: await firstThatStarts(findOnPath("redis-server")),
    nginx: await firstThatStarts(findOnPath("nginx"), "-v"),
    ip: await firstThatStarts(findOnPath("ip"), "-V"),
  };
}

/** @returns {Machine} */
export function describeMachine() {
  const isRoot = process.getuid?.() === 0;
  const hasApt = findOnPath("apt-get").length > 0;
  const release = hasApt ? readText("/etc/os-release") : "";
  if (/^ID=debian$/m.test(release)) return { kind: "debian", isRoot };
  return { kind: hasApt ? "debian-like" : "other", isRoot };
}

/**
 * How to install the missing tools: commands where we may run them, otherwise advice.
 *
 * @param {Tools} tools
 * @param {Machine} machine
 * @returns {Remedy}
 */
export function remedyFor(tools, { kind, isRoot }) {
  const hasApt = kind !== "other";
  const packages = [];
  if (!tools.redisServer) packages.push("redis-server");
  if (!tools.nginx) packages.push(hasApt ? "nginx-light" : "nginx");
  if (!tools.ip && hasApt) packages.push("iproute2");
  if (!tools.chromium && kind === "debian") packages.push("chromium");
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  const download = ["npx", "playwright", "install", "chromium"];
  // Playwright's browser needs system libraries, which only root may install.
  if (hasApt && isRoot) download.splice(3, 0, "--with-deps");
  const isDownloaded = !tools.chromium && kind !== "debian";

  if (packages.length > 0 && !(hasApt && isRoot)) {
    const advice = hasApt
      ? `sudo apt-get update && sudo apt-get ${install.join(" ")}`
      : `install ${packages.join(" and ")} with your package manager (macOS: brew install redis nginx)`;
    return { advice: isDownloaded ? `${advice}\n  ${download.join(" ")}` : advice };
  }
  /** @type {string[][]} */
  const commands = [];
  if (packages.length > 0) commands.push(["apt-get", "update"], ["apt-get", ...install]);
  if (isDownloaded) commands.push(download);
  return { commands };
}

/**
 * @param {string} name
 * @returns {string[]}
 */
function findOnPath(name) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return [...folders, "/usr/sbin", "/usr/local/sbin", "/sbin"]
    .map((folder) => join(folder, name))
    .filter((file) => existsSync(file));
}

/**
 * @param {string[]} candidates
 * @param {string} word prints its version
 */
async function firstThatStarts(candidates, word = "--version") {
  for (const file of candidates.filter((it) => existsSync(it))) {
    const run = await runCommand([file, word], { cwd: "/", deadlineSeconds: 20 });
    if (run.exitCode === 0) return file;
  }
  return null;
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
