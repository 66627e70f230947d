// @ts-check
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";

/** @typedef {{ exitCode: number | null, output: string, seconds: number }} Run */

/** @type {Set<number>} */
const running = new Set();

/**
 * Runs a command without input and returns its output. It never rejects: a command that cannot start or
 * exceeds its deadline has exit code null, and its output says why. Its child processes end with it.
 * `priority`: 0 is usual, 19 leaves the processor to everything else.
 *
 * @param {string[]} command
 * @param {{ cwd: string, env?: Record<string, string>, deadlineSeconds: number, priority?: number }} options
 * @returns {Promise<Run>}
 */
export function runCommand([file = "", ...args], { cwd, env, deadlineSeconds, priority = 0 }) {
  const startedAt = performance.now();
  let output = "";
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // Its own process group, so that its children can be ended with it.
      detached: true,
    });
    const { pid } = child;
    if (pid !== undefined) {
      running.add(pid);
      if (priority !== 0) lowerPriority(pid, priority);
    }
    const deadline = setTimeout(() => {
      output += `\nEnded after ${deadlineSeconds} s without a result.\n`;
      if (pid !== undefined) endGroup(pid);
    }, deadlineSeconds * 1_000);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    let isOver = false;
    /** @param {number | null} exitCode */
    const end = (exitCode) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(deadline);
      if (pid !== undefined) running.delete(pid);
      resolve({ exitCode, output, seconds: (performance.now() - startedAt) / 1_000 });
    };
    child.on("error", (fault) => {
      output += `${fault.message}\n`;
      end(null);
    });
    child.on("exit", (exitCode) => {
      if (pid !== undefined) endGroup(pid);
      // `close` follows when the pipes are empty, unless a stray process keeps them open.
      setTimeout(() => end(exitCode), 2_000).unref();
    });
    child.on("close", end);
  });
}

/**
 * Linux shares the processor among sessions first, and a command has a session of its own. So the
 * session gets the priority too, where the kernel groups by session.
 *
 * @param {number} pid
 * @param {number} priority
 */
function lowerPriority(pid, priority) {
  setPriority(pid, priority);
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(priority), { flag: "r+" });
  } catch {
    // This kernel does not group by session.
  }
}

/** Ends every running command with its children. */
export function endAllCommands() {
  for (const pid of running) endGroup(pid);
}

/** @param {number} pid */
function endGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group has already ended.
  }
}
