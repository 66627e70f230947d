/**
 * What a step tells an admin when it is asked to: every counting slot, and every job with its
 * tickets, by name. It only reads.
 */
export const detailLua = `
local detail
do
  local function slotDetail(slot)
    return {
      key = slot[SLOT_KEY], caller = slot[SLOT_CALLER], class = CLASSES[slot[SLOT_CLASS]], stamp = math.min(slot[SLOT_SETTLED], 1),
      grantedAt = absolute(slot[SLOT_GRANTED]), likelyFreesAt = absolute(likelyFreesAt(slot)), freesAt = absolute(freesAt(slot)),
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
      priority = priority, priorityMs = priorityPart(priority), lane = laneOf(priority), class = CLASSES[job[JOB_CLASS]],
      enteredAt = absolute(job[JOB_ENTERED]), caller = job[JOB_CALLER], tries = job[JOB_TRIES],
      underWay = job[JOB_GRANT] > 0, grantedAt = slot and absolute(slot[SLOT_GRANTED]) or 0, tickets = ticketDetail(job),
    }
  end

  function detail()
    local slots, jobs = {}, {}
    for index, slot in ipairs(state.slots) do slots[index] = slotDetail(slot) end
    for place = 1, #state.line do jobs[place] = jobDetail(openJob(place)) end
    for _, job in ipairs(state.flights) do jobs[#jobs + 1] = jobDetail(job) end
    return { slots = slots, jobs = jobs }
  end
end
`;
