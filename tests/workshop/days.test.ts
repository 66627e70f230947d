import { describe, expect, test } from "vitest";
import { DAYS, type Day, environmentOf } from "./days.mjs";
import { runCommand } from "./run-command.mjs";

const YEAR_END: Day = { name: "year-end", at: "2026-12-31T23:59:30Z" };

/** Runs a script on a day and returns the numbers it prints. */
async function numbersOf(script: string, day = YEAR_END): Promise<number[]> {
  const command = [process.execPath, "--input-type=module", "-e", script];
  const env = environmentOf(day);
  const { exitCode, output } = await runCommand(command, { cwd: "/", env, deadlineSeconds: 20 });
  expect(exitCode, output).toBe(0);
  return output.trim().split(/\s+/).map(Number);
}

const printsDays = "console.log(Date.now(), +new Date(), Date.parse(Date()))";

describe("a process that is started on another day", () => {
  test("takes it for today in every way, as do its children", async () => {
    const child = `(await import("node:child_process")).execFileSync(process.execPath, ["-e", ${JSON.stringify(printsDays)}])`;
    const worker = `new (await import("node:worker_threads")).Worker(new URL(${JSON.stringify(`data:text/javascript,${printsDays}`)}))`;
    const all = `${printsDays}; console.log(performance.timeOrigin + performance.now()); process.stdout.write(${child}); ${worker}`;
    const moments = await numbersOf(all);
    expect(moments).toHaveLength(10);
    for (const moment of moments) {
      const lateMs = moment - Date.parse(YEAR_END.at);
      // A date's own text has whole seconds.
      expect(lateMs).toBeGreaterThan(-1_000);
      expect(lateMs).toBeLessThan(20_000);
    }
  });

  test("is printsDays the dates it names, and its own time zone", async () => {
    const given = "console.log(+new Date(5), +new Date(2026, 0, 2), Date.UTC(2026, 0))";
    const kiritimati = { ...YEAR_END, timeZone: "Pacific/Kiritimati" };
    expect(await numbersOf(given, kiritimati)).toEqual([
      5,
      Date.parse("2026-01-01T10:00Z"),
      Date.parse("2026-01-01T00:00Z"),
    ]);
  });

  test("makes dates that are dates, and measures spans as ever", async () => {
    const made =
      "const it = new Date(); class Own extends Date {}; console.log(+(it instanceof Date), +(it.constructor === Date), +(new Own() instanceof Own))";
    expect(await numbersOf(made)).toEqual([1, 1, 1]);
    const [span = 0] = await numbersOf(
      "const at = Date.now(), from = performance.now(); setTimeout(() => console.log(Math.abs(Date.now() - at - (performance.now() - from))), 50)",
    );
    expect(span).toBeLessThan(50);
  });
});

test("covers a Saturday, half day, clock changes and far zones", () => {
  const inNewYork = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/New_York",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  expect(DAYS.map(({ at }) => inNewYork.format(Date.parse(at)))).toEqual([
    "Sat 12:00",
    "Mon 09:29",
    "Fri 13:30",
    "Sun 01:59",
    "Sun 01:59",
    "Thu 18:59",
    "Wed 07:00",
    "Wed 23:00",
  ]);
  for (const { at, timeZone } of DAYS.filter(({ timeZone }) => timeZone)) {
    const there = new Intl.DateTimeFormat("en-CA", { timeZone }).format(Date.parse(at));
    expect(there).not.toBe(at.slice(0, 10));
  }
});
