/** One exact replacement; `from` must be in the file exactly once. */
export type Change = { file: string; from: string; to: string };

/** A bug that gates are built with, as it would look in this one. */
export type Mutant = { name: string; why: string; changes: readonly Change[] };

const gate = (file: string) => `lib/gate/${file}`;

/** What other limiters get wrong, planted one by one by `npm run mutants`. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "client clock",
    why: "each instance decides by its own clock, and no two machines agree on the time",
    changes: [
      {
        file: gate("create-gate.ts"),
        from: "...{ request: randomUUID(), sentAt: Math.round(now ?? 0) },",
        to: "...{ request: randomUUID(), sentAt: 0, clock: clock.now() },",
      },
      {
        file: gate("script/step.lua.ts"),
        from: "local SCHEMA, TOLERANCE, CLOCK_TOLERANCE =",
        to: "now = math.floor(step.clock)\nlocal SCHEMA, TOLERANCE, CLOCK_TOLERANCE =",
      },
    ],
  },
  {
    name: "add before check",
    why: "who is refused has taken a slot all the same, so that a waiting line starves itself",
    changes: [
      {
        file: gate("script/claim.lua.ts"),
        from: "  local isGranted = #grants == 0 and place\n",
        to: `  if #grants == 0 and not place then
    table.insert(state.slots, { nextId(), now, now, configuration.hold, '', '', step.instance, ACCOUNT })
  end
  local isGranted = #grants == 0 and place
`,
      },
    ],
  },
  {
    name: "slot freed on abort",
    why: "a call that was given up may be on its way still, and arrive",
    changes: [
      {
        file: gate("script/settle.lua.ts"),
        from: "if call.slot == 'unsent' then\n    table.remove",
        to: "if call.slot ~= 'arrived' then\n    table.remove",
      },
    ],
  },
  {
    name: "unfenced settle",
    why: "one who was taken for dead ends the job of whoever has taken it over",
    changes: [
      {
        file: gate("script/settle.lua.ts"),
        from: "if job and job[JOB_GRANT] == id then endJob(job, call) end",
        to: "if job then endJob(job, call) end",
      },
    ],
  },
  {
    name: "no request id",
    why: "a step sent again after a lost reply is granted a second slot, and the first is forgotten",
    changes: [
      {
        file: gate("create-gate.ts"),
        from: "{ ...sent, again: true }",
        to: "{ ...sent, again: true, request: randomUUID() }",
      },
    ],
  },
  {
    name: "fail open",
    why: "without the store every call goes, and nobody counts",
    changes: [
      {
        file: gate("create-gate.ts"),
        from: "const reply = await take({ ...emptyStep, ...wanted });",
        to: `const now = clock.now();
      const asks = (wanted.enter ?? []).map((ask, index) => ({ ...ask, id: -1 - index }));
      const reply = await take({ ...emptyStep, ...wanted }).catch((fault) => {
        if (fault.reason === "newer-schema") throw fault;
        return {
          ...{ kind: "done", now, sequence, lostAt: 0, sleepUntil: 0, mine: [] },
          ...{ askedAt: clock.monotonic(), clockJumped: false, unseenMs: 0 },
          grants: asks.map(({ id, key, caller }) => ({
            ...{ grant: id, request: "", key, grantedAt: now, caller, since: now, attempt: 1 },
          })),
          entered: asks.map(({ id }) => ({
            ...{ kind: "running", ticket: 0, job: id, since: now, new: true, priority: 4 },
          })),
          summary: {
            ...{ window: configuration.windowMs, latency: 500, reserve: 0, lastBatchAt: 0 },
            ...{ lastOverdueAt: 0, lastGrantAt: now, fullUntil: 0, slots: [], line: [] },
            flights: asks.map(({ id }) => ({ job: id, grantedAt: now, tickets: 1 })),
            windows: Object.fromEntries(
              ["account", "realtime", "expensive"].map((name) => [
                name,
                { name, limit: 20, state: "closed", untilAt: 0, reason: "", since: now, stoppedAt: 0, rampFrom: 0 },
              ]),
            ),
          },
        };
      });`,
      },
    ],
  },
  {
    name: "two probes",
    why: "an upstream that asked to be left alone is tried by the whole fleet at once",
    changes: [
      {
        file: gate("script/breaker.lua.ts"),
        from: "return math.max((slot and slot[SLOT_GRANTED] or 0) + state.latency, now + math.floor(state.window * GRACE))",
        to: "return 0",
      },
    ],
  },
  {
    name: "grant-stamp",
    why: "a slow call arrives long after its grant, and the slot that it uses is free again too soon",
    changes: [
      {
        file: gate("script/window.lua.ts"),
        from: "return slot[SLOT_SETTLED] + state.window + TOLERANCE",
        to: "return slot[SLOT_GRANTED] + state.window + TOLERANCE",
      },
      {
        file: gate("script/window.lua.ts"),
        from: "return slot[SLOT_GRANTED] + slot[SLOT_HOLD] + state.window + TOLERANCE",
        to: "return slot[SLOT_GRANTED] + state.window + TOLERANCE",
      },
    ],
  },
  {
    name: "no lease",
    why: "slots are spent on those who went away, before those who are here",
    changes: [
      {
        file: gate("script/line.lua.ts"),
        from: "if job[at + 2] <= now then dropTicket(job, at) end",
        to: "",
      },
    ],
  },
  {
    name: "line blocked by a held job",
    why: "the first in line, a scan's, is held back by its pace, and the click behind it waits too",
    changes: [
      {
        file: gate("script/claim.lua.ts"),
        from: `    local at, isOverdue = mayGoAt(lane, score, times[class])
    if at > now then
      if nextAt == 0 or at < nextAt then nextAt = at end
    elseif not best or isBefore(score, rank, place, bestScore, bestRank, best) then
      best, bestScore, bestRank, bestIsOverdue = place, score, rank, isOverdue
    end
`,
        to: `    if not best or isBefore(score, rank, place, bestScore, bestRank, best) then
      best, bestScore, bestRank = place, score, rank
      nextAt, bestIsOverdue = mayGoAt(lane, score, times[class])
    end
`,
      },
      {
        file: gate("script/claim.lua.ts"),
        from: "return best, bestIsOverdue, best and now or nextAt",
        to: "return nextAt <= now and best or nil, bestIsOverdue, nextAt",
      },
    ],
  },
];
