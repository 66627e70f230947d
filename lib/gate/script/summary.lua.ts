/**
 * What a step tells of the line and the windows: enough to quote every wait from. Rows lie one after
 * another in flat lists, which cost a fraction of what tables in a table do.
 *   slots   { class, likely frees at, 1 when its arrival is known, 0 under way, -1 when it may have arrived } a slot
 *   line    the head of each waiting job, as it is packed (see job.lua.ts), in no order; its score
 *           and id are relative to base and idBase
 *   flights { job, granted at, tickets } a job under way
 */
export const summaryLua = `
local summary, ticketsOf
do
  local function lineRows()
    local heads = {}
    for place, packed in ipairs(state.line) do heads[place] = sub(packed, 1, HEAD) end
    return table.concat(heads)
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

  local function slotRows()
    local rows = {}
    for _, slot in ipairs(state.slots) do
      local at = #rows
      rows[at + 1], rows[at + 2] = slot[SLOT_CLASS], absolute(likelyFreesAt(slot))
      rows[at + 3] = slot[SLOT_SETTLED] > 0 and 1 or slot[SLOT_SETTLED]
    end
    return rows
  end

  local function windowRows()
    local rows = {}
    for class, breaker in ipairs(state.breakers) do
      local slot = breaker.probe > 0 and findSlot(breaker.probe)
      local name, reason, untilAt, stoppedAt = breaker.state, breaker.reason, breaker.untilAt, breaker.stoppedAt
      if breaker.held then name, reason, untilAt, stoppedAt = 'held', 'held', breakerOpensAt(class), breaker.since end
      rows[CLASSES[class]] = {
        name = CLASSES[class], limit = limits[class], state = name, reason = reason,
        since = absolute(breaker.since), stoppedAt = absolute(stoppedAt), untilAt = absolute(untilAt), probedAt = slot and absolute(slot[SLOT_GRANTED]) or 0,
        rampFrom = absolute(breaker.rampFrom), went = breaker.rampFrom > 0 and countSlots(class, breaker.rampFrom) or 0,
        outsideAt = absolute(breaker.outsideAt), steps = breaker.steps,
      }
    end
    return rows
  end

  function summary()
    return {
      base = state.base, idBase = state.idBase, window = state.window, latency = state.latency, reserve = reserved(), fullUntil = absolute(state.fullUntil),
      lastGrantAt = absolute(state.lastGrantAt), lastBatchAt = absolute(state.lastBatchAt),
      lastOverdueAt = absolute(state.lastOverdueAt),
      slots = slotRows(), line = lineRows(), flights = flightRows(), windows = windowRows(),
    }
  end

  -- The tickets of each of these callers, in their order. Of many, the line is opened once for all.
  function ticketsOf(callers)
    local lists, rowsOf = {}, {}
    for index, caller in ipairs(callers) do
      lists[index] = {}
      rowsOf[caller] = lists[index]
    end
    -- Every job names the empty text.
    local jobs = jobsNaming(#callers == 1 and callers[1] or '')
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
