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
        from: "sentAt: Math.round(now ?? 0),",
        to: "sentAt: 0,\n      clock: clock.now(),",
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
        from: "  local isGranted = #grants == 0 and at and not leaveUntil\n",
        to: `  if #grants == 0 and not at then
    local first = waiting.openAt(1)
    table.insert(state.slots, { nextId(), now, now, configuration.hold, '', '', step.instance, first[JOB_CHARGES], step.credential, kindOf(first), 0 })
  end
  local isGranted = #grants == 0 and at and not leaveUntil
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
        from: "if job and job[JOB_GRANT] == id then endJob(job, call, slot) end",
        to: "if job then endJob(job, call, slot) end",
      },
    ],
  },
  {
    name: "no request id",
    why: "a step sent again after a lost reply is granted a second slot, and the first is forgotten",
    changes: [
      {
        file: gate("two-tries.ts"),
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
          ...{ askedAt: momentOf(clock), clockJumped: false, unseenMs: 0 },
          grants: asks.map(({ id, key, caller }) => ({
            ...{ grant: id, request: "", key, grantedAt: now, caller, since: now, attempt: 1 },
          })),
          entered: asks.map(({ id }) => ({
            ...{ kind: "running", ticket: 0, job: id, since: now, new: true, priority: 4 },
          })),
          summary: {
            ...{ window: 60_000, main: "account", latency: 500, reserve: 0, lastBatchAt: 0 },
            ...{ lastOverdueAt: 0, lastGrantAt: now, fullUntil: 0, slots: [], shares: [], line: [] },
            flights: asks.map(({ id }) => ({ job: id, grantedAt: now, tickets: 1 })),
            windows: Object.fromEntries(
              ["account", "realtime", "expensive"].map((name) => [
                name,
                {
                  ...{ name, limit: 20, length: 60_000, fullUntil: 0, used: 0, taken: [], state: "closed" },
                  ...{ untilAt: 0, reason: "", since: now, stoppedAt: 0, rampFrom: 0 },
                },
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
        file: gate("script/windows/breaker.lua.ts"),
        from: "return slot and nextLookAt(slot) or now + math.floor(state.window * GRACE)",
        to: "return 0",
      },
    ],
  },
  {
    name: "doubt forgotten",
    why: "an upstream that stalled for a window works off its queue beside a full window of new calls",
    changes: [
      {
        file: gate("script/windows/window.lua.ts"),
        from: "return isInDoubt and at or 0",
        to: "return 0",
      },
    ],
  },
  {
    name: "grant-stamp",
    why: "a slow call arrives long after its grant, and the slot that it uses is free again too soon",
    changes: [
      {
        file: gate("script/windows/window.lua.ts"),
        from: "return slot[SLOT_SETTLED] end",
        to: "return slot[SLOT_GRANTED] end",
      },
      {
        file: gate("script/windows/window.lua.ts"),
        from: "local stamp = slot[SLOT_GRANTED] + slot[SLOT_HOLD]\n",
        to: "local stamp = slot[SLOT_GRANTED]\n",
      },
    ],
  },
  {
    name: "no lease",
    why: "slots are spent on those who went away, before those who are here",
    changes: [
      {
        file: gate("script/queue/line.lua.ts"),
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
        from: `    elseif math.max(goesAt, class.mineAt) > now then
      goesAt = math.max(goesAt, class.mineAt)
      if nextAt == 0 or goesAt < nextAt then nextAt = goesAt end
    elseif not best or isBefore(at, best) then
      best, bestIsOverdue = at, isOverdue
    end
`,
        to: `    elseif not best or isBefore(at, best) then
      best, bestIsOverdue, nextAt = at, isOverdue, math.max(goesAt, class.mineAt)
    end
`,
      },
      {
        file: gate("script/claim.lua.ts"),
        from: "return best, bestIsOverdue, best and now or nextAt, leaveUntil",
        to: "return nextAt <= now and best or nil, bestIsOverdue, nextAt, leaveUntil",
      },
    ],
  },
  {
    name: "one clock",
    why: "a machine that slept with a grant in hand sees no time pass, and sends a call whose slot is another's",
    changes: [
      {
        file: gate("pump/flights.ts"),
        from: "elapsedSince(clock, reply.askedAt) <= gatePolicy.sendWithinMs;",
        to: "clock.monotonic() - reply.askedAt.monotonic <= gatePolicy.sendWithinMs;",
      },
    ],
  },
  {
    name: "closed, not reset",
    why: "the kernel of a closed socket goes on to deliver what it holds, for minutes after the abort",
    changes: [
      {
        file: "lib/upstream/call/connection.ts",
        from: "isOpened ? raw.resetAndDestroy() : raw.destroy()",
        to: "raw.destroy()",
      },
    ],
  },
  {
    name: "everybody's refusal",
    why: "one deployment's revoked key stops the calls of all who hold a good one",
    changes: [
      {
        file: gate("script/makers/refusals.lua.ts"),
        from: "if row[CREDENTIAL_DIGEST] == digest then return row end",
        to: "if row then return row end",
      },
    ],
  },
  {
    name: "renewed when sent",
    why: "a step that fails takes renewals with it, and after an outage the first one that succeeds brings none",
    changes: [
      {
        file: gate("pump/renewals.ts"),
        from: "> windowMs / 4);\n  return {",
        to: `> windowMs / 4);
  for (const waiter of due) {
    Object.assign(waiter, { renewedAt: now, heldAt: waiter.heldAt + now - waiter.renewedAt });
  }
  return {`,
      },
      {
        file: gate("pump/watch.ts"),
        from: "waiter.renewedAt = Number.NEGATIVE_INFINITY;",
        to: "",
      },
    ],
  },
  {
    name: "queued calls forgotten",
    why: "an upstream that stalled counts what it had queued when it goes on, beside a window of new calls",
    changes: [
      {
        file: gate("script/windows/window.lua.ts"),
        from: "now < stampOf(slot) + BREAKER_OPEN_MAX",
        to: "false",
      },
    ],
  },
  {
    name: "share ignored",
    why: "a key that was promised calls in each window waits behind whoever asks the most",
    changes: [
      {
        file: gate("script/claim.lua.ts"),
        from: "covered = shares.covered()",
        to: "covered = nil",
      },
    ],
  },
];
