/**
 * The summary of queue and windows: enough to quote every wait from. Rows are stored one after another
 * in flat lists, which cost a fraction of nested tables.
 *   charges { window, cost, window, cost ... } a set of charges; rows name a set by its place
 *   slots   { charges, likely stamped at, state, share } a slot; state: 1 arrived, 0 in flight, -1
 *           unknown; share: a place in shares, 0 for none
 *   line    job, score, rank, charges, lane, tickets and kind of each waiting job, in no order, as one
 *           text of numbers; id and score are relative to idBase and base. Kind 0: no awake maker can
 *           make this call
 *   awake   { charges, kind } of the calls that an awake maker can make
 *   flights { job, granted at, tickets } a job in flight
 *   shares  a house with a share: its name, the share, what counts of it, and its waiting jobs
 */
export const summaryLua = `
local summary, ticketsOf
do
  -- As text, which a job keeps until it changes: writing five hundred of them takes 1 ms.
  local function lineRows()
    local texts, row = {}, state.line
    for at = 1, #row, ROW do
      local refused = row[at + JOB_REFUSED - 1]
      local isLost = refused ~= 0 and not hasAwakeMaker(ownOf(row[at + JOB_CHARGES - 1]), kindAt(row[at + JOB_KIND - 1]), refused)
      texts[#texts + 1] = isLost and textOf(waiting.openAt(at), 0) or row[at + JOB_TEXT - 1]
    end
    return table.concat(texts, ' ')
  end

  local function awakeRows()
    local rows = {}
    if #state.line == 0 then return rows end
    for charges in ipairs(state.charges) do
      for place, kind in ipairs(state.kinds) do
        local at = #rows
        if hasAwakeMaker(ownOf(charges), kind, 0) then rows[at + 1], rows[at + 2] = charges, place end
      end
    end
    return rows
  end

  local function flightRows()
    local rows = {}
    for _, job in ipairs(state.flights) do
      local at, slot = #rows, findSlot(job[JOB_GRANT])
      rows[at + 1], rows[at + 2] = publicId(job[JOB_ID]), absolute(slot and slot[SLOT_GRANTED] or now)
      rows[at + 3] = ticketsIn(job)
    end
    return rows
  end

  local function slotRows(places)
    local rows = {}
    for _, slot in ipairs(state.slots) do
      local at = #rows
      rows[at + 1], rows[at + 2] = slot[SLOT_CHARGES], absolute(likelyStampOf(slot))
      rows[at + 3], rows[at + 4] = slot[SLOT_SETTLED] > 0 and 1 or slot[SLOT_SETTLED], places[shares.houseOf(slot)] or 0
    end
    return rows
  end

  local function windowRows()
    local rows = {}
    for window, known in pairs(state.windows) do
      local breaker = known.breaker
      local slot = breaker.probe > 0 and findSlot(breaker.probe)
      local name, reason, untilAt, stoppedAt = breaker.state, breaker.reason, breaker.untilAt, breaker.stoppedAt
      local since, used, resetsAt, usedNext = breaker.since, 0, 0, 0
      if breaker.heldAt ~= 0 then
        name, reason, untilAt, stoppedAt, since = 'held', 'held', breaker.heldUntil, breaker.heldAt, breaker.heldAt
      end
      if known.length == 0 then used, resetsAt, usedNext = calendar.view(window) end
      if known.usedUpAt > 0 and name == 'closed' then
        name, reason, untilAt, stoppedAt, since = 'open', 'used-up', calendar.usedUpUntil(window), known.usedUpAt, known.usedUpAt
      end
      rows[window] = {
        name = window, limit = limits[window], length = known.length, fullUntil = absolute(known.fullUntil),
        used = used, resetsAt = resetsAt, usedNext = usedNext, state = name, reason = reason,
        since = absolute(since), stoppedAt = absolute(stoppedAt), untilAt = absolute(untilAt), probedAt = slot and absolute(slot[SLOT_GRANTED]) or 0,
        rampFrom = absolute(breaker.rampFrom), went = breaker.rampFrom > 0 and chargedSince(window, breaker.rampFrom) or 0,
        outsideAt = absolute(breaker.outsideAt), steps = breaker.steps,
      }
    end
    return rows
  end

  function summary()
    local shareRows, places = shares.rows()
    return {
      base = state.base, idBase = state.idBase, window = state.window, latency = state.latency, reserve = reserved(), main = MAIN, charges = state.charges,
      lastGrantAt = absolute(state.lastGrantAt), lastBatchAt = absolute(state.lastBatchAt),
      lastOverdueAt = absolute(state.lastOverdueAt),
      slots = slotRows(places), shares = shareRows, line = lineRows(), awake = awakeRows(), flights = flightRows(), windows = windowRows(),
      refusals = refusalRows(),
    }
  end

  -- The tickets of each caller, in the order of callers, then of jobs.
  function ticketsOf(callers)
    local lists, rowsOf = {}, {}
    for index, caller in ipairs(callers) do
      lists[index] = {}
      rowsOf[caller] = lists[index]
    end
    local jobs = #callers == 1 and jobsOf(callers[1]) or everyJob()
    table.sort(jobs, function(one, other) return one[JOB_ID] < other[JOB_ID] end)
    for _, job in ipairs(jobs) do
      for at = FIRST_TICKET, #job, TICKET_SIZE do
        local rows = rowsOf[job[at]]
        if rows then
          local row = describe(job, at)
          row.key, row.urgency = job[JOB_KEY], job[JOB_PRIORITY]
          rows[#rows + 1] = row
        end
      end
    end
    return lists
  end
end
`;
