import { gatePolicy } from "@/lib/policy";

/**
 * Absence: waiting instances could not step, because the store was away or because it slept
 * together with the machine they share. They could not renew their leases. So no lease ends before
 * all of them had time to come back. A job whose leases should all have ended keeps its place in
 * the queue until then. It makes no call, because its caller may be gone.
 */
export const absenceLua = `
local areLeasesKept, mayHaveLapsedLeases, areLeasesOver, noteAbsence
do
  local ABSENCE, LEASES_KEPT = ${gatePolicy.absenceOfWindow}, ${gatePolicy.leasesKeptOfWindow}

  function areLeasesKept()
    return now < (state.keptUntil or 0)
  end

  -- Whether the queue may hold a job that only kept leases keep there.
  function mayHaveLapsedLeases()
    return areLeasesKept() and now >= state.reapAt
  end

  function areLeasesOver(job)
    for at = FIRST_TICKET, #job, TICKET_SIZE do
      if job[at + 2] > now then return false end
    end
    return true
  end

  function noteAbsence()
    local expectedBy = stepExpectedBy()
    if not expectedBy then return end
    if now > expectedBy + state.window * ABSENCE then
      state.keptUntil, dirty = now + math.floor(state.window * LEASES_KEPT), true
    elseif now > state.time + state.window * ABSENCE / 2 then
      -- The time of the last step is read from the last write, so a step that changes nothing else writes it.
      dirty = true
    end
  end
end
`;
