/** What a step tells of the line and the window: enough to quote every wait from. */
export const summaryLua = `
local function slotRows()
  local rows = {}
  for _, slot in ipairs(state.slots) do
    table.insert(rows, { likelyFreesAt(slot), slot[SLOT_KEY], slot[SLOT_GRANTED], slot[SLOT_SETTLED] })
  end
  return rows
end

local function summary()
  local waiting, line, flights = {}, {}, {}
  for _, job in ipairs(state.jobs) do
    if job[JOB_GRANT] == 0 then waiting[#waiting + 1] = job
    else
      local slot = findSlot(job[JOB_GRANT])
      flights[#flights + 1] = { job[JOB_ID], slot and slot[SLOT_GRANTED] or now, #job[JOB_TICKETS] / TICKET_SIZE }
    end
  end
  table.sort(waiting, isBefore)
  for _, job in ipairs(waiting) do
    line[#line + 1] = { job[JOB_ID], laneOf(job[JOB_PRIORITY]), #job[JOB_TICKETS] / TICKET_SIZE, job[JOB_SCORE] }
  end
  local breaker = state.breaker
  return {
    limit = state.limit, window = state.window, latency = state.latency, lastGrantAt = state.lastGrantAt,
    lastBatchAt = state.lastBatchAt, lastOverdueAt = state.lastOverdueAt, reserve = reserved(),
    fullUntil = state.fullUntil, slots = slotRows(), line = line, flights = flights,
    breaker = { state = breaker.state, untilAt = breaker.untilAt, reason = breaker.reason, since = breaker.since },
  }
end

local function ticketsOf(caller)
  local rows = {}
  for _, job in ipairs(state.jobs) do
    local at = findTicket(job, caller)
    if at then
      local row = describe(job, at, false)
      row.key, row.priority = job[JOB_KEY], job[JOB_PRIORITY]
      rows[#rows + 1] = row
    end
  end
  return rows
end
`;
