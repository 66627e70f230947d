import { setTimeout as pause } from "node:timers/promises";
import { expect } from "@playwright/test";
import { createRandom } from "@/tests/simulation/faults/random";
import { becomeCallers, type Fleet } from "@/tests/support/servers/fleet";

const CALLERS = 6;
/** Resources as they are asked for, each in its share of the traffic. */
const ENDPOINTS = ["gex", "gex", "gex", "history", "curve", "expirations"] as const;

type AskKind = "hits" | "stale" | "misses" | "shared" | "denied";
export type LoggedAsk = { caller: string; endpoint: string; kind: AskKind };
/** `at`: ms since 1970. `failed`: the upstream was set to refuse it. */
export type LoggedCall = {
  caller: string;
  endpoint: string;
  symbol: string;
  at: number;
  failed: boolean;
};
type Answer = { status: number; source: string | null };

export type TrafficLog = Awaited<ReturnType<typeof createTrafficLog>>;

/**
 * Mixed traffic, one act after the other, and what came of it: an act's calls are those that arrived
 * meanwhile, and an ask that brought none was answered by a copy, or refused. Nothing of the product's
 * own counting is looked at.
 */
export async function createTrafficLog(fleet: Fleet) {
  const { next: random } = createRandom(20_261_126);
  const cookies = await becomeCallers(fleet.servers, CALLERS);
  const asks: LoggedAsk[] = [];
  const calls: LoggedCall[] = [];
  const known: { symbol: string; endpoint: string }[] = [];
  const failing = new Set<string>();
  let made = 0;

  const pick = <Value>(values: readonly [Value, ...Value[]] | readonly Value[]): Value => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error("nothing to choose from");
    return value;
  };
  /** `TAAA`, `TAAB`, … */
  const newSymbol = () => {
    const letter = (place: number) => String.fromCharCode(65 + (Math.floor(made / place) % 26));
    const symbol = `T${letter(676)}${letter(26)}${letter(1)}`;
    made += 1;
    return symbol;
  };

  async function ask(
    cookie: string,
    endpoint: string,
    symbol: string,
    query = "",
  ): Promise<Answer> {
    const { origin } = pick(fleet.servers);
    const headers = { cookie, prefer: "wait=30" };
    const answer = await fetch(`${origin}/api/${endpoint}/${symbol}${query}`, { headers });
    const body = (await answer.json()) as { source?: string };
    return { status: answer.status, source: body.source ?? null };
  }

  /** Waits for the store's next minute to begin, so that no event falls between two minutes. */
  async function leaveTurnOfMinute(): Promise<void> {
    const second = (Date.now() / 1_000) % 60;
    if (second > 56) await pause((61 - second) * 1_000);
  }

  /** What an act for these symbols, each with its caller, came to, and how many calls it brought. */
  async function act<Result>(
    callerOf: ReadonlyMap<string, string>,
    perform: () => Promise<Result>,
  ): Promise<{ result: Result; arrived: number }> {
    await leaveTurnOfMinute();
    const before = fleet.upstream.arrivals().length;
    const result = await perform();
    const arrived = fleet.upstream.arrivals().slice(before);
    for (const { symbol, resource, at } of arrived) {
      const name = symbol ?? "";
      const caller = callerOf.get(name);
      if (caller === undefined) throw new Error(`a call for ${name} came after its answer`);
      // The first call for a symbol that was set to fail; a retry is not.
      const failed = failing.delete(name);
      const time = Date.now() - (performance.now() - at);
      calls.push({ caller, endpoint: resource, symbol: name, at: time, failed });
    }
    return { result, arrived: arrived.length };
  }

  async function askOne(
    cookie: string,
    endpoint: string,
    symbol: string,
    query = "",
  ): Promise<Answer> {
    const { result, arrived } = await act(new Map([[symbol, cookie]]), () =>
      ask(cookie, endpoint, symbol, query),
    );
    asks.push({ caller: cookie, endpoint, kind: kindOf(result, arrived) });
    if (result.status === 200 && arrived > 0) known.push({ symbol, endpoint });
    return result;
  }

  const acts: (() => Promise<unknown>)[] = [
    async () => askOne(pick(cookies), pick(ENDPOINTS), newSymbol()),
    async () => {
      const { symbol, endpoint } = pick(known);
      return askOne(pick(cookies), endpoint, symbol);
    },
    async () => {
      const { symbol, endpoint } = pick(known);
      return askOne(pick(cookies), endpoint, symbol);
    },
    () => share(),
    () => refuseTwice(),
    () => refreshTwo(),
  ];

  /** One call for three: the others come while it is under way. */
  async function share(): Promise<void> {
    const [symbol, endpoint] = [newSymbol(), pick(ENDPOINTS)];
    const [first = "", ...others] = cookies.slice(0, 3);
    fleet.upstream.script({ symbol }, { kind: "good", delayMs: 400 });
    const { result, arrived } = await act(new Map([[symbol, first]]), async () => {
      const mine = ask(first, endpoint, symbol);
      const hasArrived = () => fleet.upstream.arrivals().some((one) => one.symbol === symbol);
      while (!hasArrived()) await pause(5);
      return Promise.all([mine, ...others.map((cookie) => ask(cookie, endpoint, symbol))]);
    });
    expect([arrived, ...result.map(({ status }) => status)]).toEqual([1, 200, 200, 200]);
    asks.push({ caller: first, endpoint, kind: "misses" });
    for (const caller of others) asks.push({ caller, endpoint, kind: "shared" });
  }

  /** A failure is shared for a while, so the second request costs no call. */
  async function refuseTwice(): Promise<void> {
    const symbol = newSymbol();
    const cookie = pick(cookies);
    fleet.upstream.script({ symbol }, { kind: "failing", status: 400 });
    failing.add(symbol);
    await askOne(cookie, "gex", symbol);
    await askOne(pick(cookies), "gex", symbol);
    await askWell();
  }

  /** A refresh brings nothing newer. Both requests get the old copy with the reason. */
  async function refreshTwo(): Promise<void> {
    const { symbol } = pick(known.filter(({ endpoint }) => endpoint === "gex"));
    fleet.upstream.script({ symbol }, { kind: "failing", status: 400 });
    failing.add(symbol);
    await askOne(pick(cookies), "gex", symbol, "?refresh=1");
    await askOne(pick(cookies), "gex", symbol, "?refresh=1");
    await askWell();
  }

  /** Two answers to each failure: no breaker takes the upstream for failing. */
  async function askWell(): Promise<void> {
    for (let times = 0; times < 2; times += 1) await askOne(pick(cookies), "gex", newSymbol());
  }

  return {
    asks: (): readonly LoggedAsk[] => asks,
    calls: (): readonly LoggedCall[] => calls,
    next: () => pick(acts)(),
    /** More at once than a window lets go: a line. */
    async burst(count: number): Promise<void> {
      const wanted = Array.from({ length: count }, (_, index) => ({
        symbol: newSymbol(),
        cookie: cookies[index % cookies.length] ?? "",
      }));
      const { result, arrived } = await act(
        new Map(wanted.map(({ symbol, cookie }) => [symbol, cookie])),
        () => Promise.all(wanted.map(({ symbol, cookie }) => ask(cookie, "gex", symbol))),
      );
      const statuses = new Set(result.map(({ status }) => status));
      expect([arrived, ...statuses]).toEqual([count, 200]);
      for (const { symbol, cookie } of wanted) {
        asks.push({ caller: cookie, endpoint: "gex", kind: "misses" });
        known.push({ symbol, endpoint: "gex" });
      }
    },
    /** Outside usage: the upstream refuses although our own window has free slots. */
    async outside(): Promise<void> {
      await pause(2 * fleet.windowMs);
      const symbol = newSymbol();
      fleet.upstream.script({ symbol }, { kind: "limited", retryAfter: "1" });
      failing.add(symbol);
      expect((await askOne(cookies[0] ?? "", "gex", symbol)).status).toBe(200);
    },
    /** Until all slots are free again. */
    rest: () => pause(2 * fleet.windowMs),
    /** Something is asked of every process that counts as no ask. */
    async ping(): Promise<void> {
      await Promise.all(
        fleet.servers.map(async ({ origin }) =>
          (await fetch(`${origin}/api/rate-limit-status`)).arrayBuffer(),
        ),
      );
    },
  };
}

function kindOf({ status, source }: Answer, arrived: number): AskKind {
  if (arrived > 0) return "misses";
  if (status !== 200) return "denied";
  return source === "stale" ? "stale" : "hits";
}
