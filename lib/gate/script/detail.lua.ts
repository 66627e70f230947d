/**
 * The detail for an admin: every counting slot, and every job with its tickets, by name. Read-only.
 */
export const detailLua = `
local detail
do
  local function chargesDetail(place)
    local row, list = state.charges[place], {}
    for at = 1, #row, 2 do list[#list + 1] = { window = row[at], cost = row[at + 1] } end
    return list
  end

  local function slotDetail(slot)
    return {
      key = slot[SLOT_KEY], caller = slot[SLOT_CALLER], house = shares.houseOf(slot), charges = chargesDetail(slot[SLOT_CHARGES]), stamp = math.min(slot[SLOT_SETTLED], 1),
      grantedAt = absolute(slot[SLOT_GRANTED]), likelyFreesAt = absolute(likelyFreesAt(slot, MAIN)), freesAt = absolute(freesAt(slot, MAIN)),
    }
  end

  local function ticketDetail(job)
    local rows = {}
    for at = FIRST_TICKET, #job, TICKET_SIZE do
      rows[#rows + 1] = { ticket = publicId(job[at + 1]), caller = job[at], lane = laneOfTicket(job, at), leaseEndsAt = absolute(job[at + 2]) }
    end
    return rows
  end

  local function jobDetail(job)
    local slot, priority = findSlot(job[JOB_GRANT]), job[JOB_PRIORITY]
    return {
      key = job[JOB_KEY], job = publicId(job[JOB_ID]), score = absolute(job[JOB_SCORE]), rank = job[JOB_RANK],
      priority = priority, priorityMs = priorityPart(priority), lane = laneOf(priority), charges = chargesDetail(job[JOB_CHARGES]),
      enteredAt = absolute(job[JOB_ENTERED]), caller = job[JOB_CALLER], house = houseOf(job), tries = job[JOB_TRIES],
      underWay = job[JOB_GRANT] > 0, grantedAt = slot and absolute(slot[SLOT_GRANTED]) or 0, tickets = ticketDetail(job),
    }
  end

  function detail()
    local slots, jobs = {}, {}
    for index, slot in ipairs(state.slots) do slots[index] = slotDetail(slot) end
    for place, job in ipairs(everyJob()) do jobs[place] = jobDetail(job) end
    return { slots = slots, jobs = jobs }
  end
end
`;
