import { existsSync } from "node:fs";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { runCommand } from "./run-command.mjs";

const node = (script: string) => [process.execPath, "-e", script];
const options = { cwd: "/", deadlineSeconds: 20 };

test("a command's exit code and all it printed are kept", async () => {
  const run = await runCommand(
    node("console.log('x'.repeat(500_000)); console.error('end'); process.exitCode = 3"),
    options,
  );
  expect(run.exitCode).toBe(3);
  expect(run.output).toContain("end");
  expect(run.output.match(/x/g)).toHaveLength(500_000);
});

test("a command reads an empty input, not the terminal", async () => {
  const run = await runCommand(
    node("process.stdin.on('end', () => console.log('empty')).resume()"),
    options,
  );
  expect(run.output).toBe("empty\n");
});

test("runs a command and its children at the priority", async () => {
  const show = "process.stdout.write(String(require('node:os').getPriority()))";
  const start = `setTimeout(() => require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(show)}], { stdio: 'inherit' }), 300)`;
  expect((await runCommand(node(start), { ...options, priority: 7 })).output).toBe("7");
});

test("gives the session of a command the priority too, where Linux shares by session", async () => {
  const path = "/proc/self/autogroup";
  const show = `setTimeout(() => fs.existsSync('${path}') && process.stdout.write(fs.readFileSync('${path}', 'utf8')), 300)`;
  const { output } = await runCommand(node(show), { ...options, priority: 7 });
  expect(output).toMatch(existsSync(path) ? /nice 7\n$/ : /^$/);
});

test("a command that cannot start has no exit code and says why", async () => {
  const run = await runCommand(["/nowhere/at-all"], options);
  expect(run.exitCode).toBeNull();
  expect(run.output).toContain("ENOENT");
});

test("ends a command past its deadline, with its children", async () => {
  const listen =
    "const it = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(it.address().port))";
  const start = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(listen)}], { stdio: 'inherit' })`;
  const run = await runCommand(node(start), { cwd: "/", deadlineSeconds: 3 });
  expect(run.exitCode).toBeNull();
  expect(run.output).toContain("Ended after 3 s");
  const port = Number.parseInt(run.output, 10);
  expect(port).toBeGreaterThan(0);
  await expect(connectTo(port)).rejects.toThrow("ECONNREFUSED");
}, 20_000);

function connectTo(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve();
    });
    socket.on("error", reject);
  });
}
