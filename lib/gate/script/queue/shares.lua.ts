/**
 * Shares: a house may have a number of calls that each window guarantees it. `state.shares` maps a
 * house to that number; it is absent while no house has one. A share orders jobs and reserves
 * nothing. While a house has used less than its share, its jobs that may go now go before the jobs
 * of others. What it does not use, others use at once.
 *
 * A share covers a job if the house has a ticket of it, and if the call is within the share of every
 * rolling window that it charges. In a window with a smaller limit, the share is the same fraction
 * of it. The slot then counts for that house. All shares together leave the reserve, and at least
 * one call, to others: larger ones count in proportion.
 *
 * A covered batch job leaves the reserve free like any other. Only while the waiting jobs of other
 * lanes will use every free slot, the reserve is gone in any case. Then it goes like those jobs,
 * without reserve and pacing.
 */
export const sharesLua = `
local shares = {}
do
  -- The house that a slot counts for.
  function shares.houseOf(slot) return slot[SLOT_HOUSE] or slot[SLOT_CALLER] end

  -- An ask without a share says nothing about it; 0 removes it.
  function shares.note(house, share)
    if not share or (state.shares and state.shares[house] or 0) == share then return end
    state.shares = state.shares or {}
    state.shares[house] = share > 0 and share or nil
    dirty = true
  end

  local indexed, indexedFor = {}, -1

  -- By house: where the rows of its waiting jobs begin. Reads packed rows, since opening hundreds of jobs takes
  -- milliseconds: a row of the house contains its name as a whole string.
  local function indexRows()
    local row, marks = state.line, {}
    indexed, indexedFor = {}, #row
    for house in pairs(state.shares or {}) do
      indexed[house], marks[house] = {}, #house < 32 and string.char(160 + #house) .. house or house
    end
    for at = 1, #row, ROW do
      for house, mark in pairs(marks) do
        if string.find(row[at + ROW - 1], mark, 1, true) then table.insert(indexed[house], at) end
      end
    end
  end

  -- Between two calls of a step, the queue only changes by a grant.
  local function rowsOf(house)
    if indexedFor ~= #state.line then indexRows() end
    return indexed[house]
  end

  local function isPresent(house)
    for _, slot in ipairs(state.slots) do
      if shares.houseOf(slot) == house then return true end
    end
    for _, job in ipairs(state.flights) do
      if houseOf(job) == house or findHouse(job, house) then return true end
    end
    return #rowsOf(house) > 0
  end

  -- Forgets houses without a job and a slot. A house tells its share again with its next request.
  function shares.forget()
    for house in pairs(state.shares or {}) do
      if not isPresent(house) then state.shares[house], dirty = nil, true end
    end
    if state.shares and not next(state.shares) then state.shares, dirty = nil, true end
  end

  -- { house, share, the part of it that all shares together leave room for }, in the order of names.
  function shares.list()
    local rows, sum = {}, 0
    for house, share in pairs(state.shares or {}) do
      rows[#rows + 1], sum = { house, share, share }, sum + share
    end
    local most = math.max(0, limits[MAIN] - math.max(1, reserved()))
    if sum > most then
      for _, row in ipairs(rows) do row[3] = math.floor(row[2] * most / sum) end
    end
    table.sort(rows, function(one, other) return one[1] < other[1] end)
    return rows
  end

  -- What a house has used of each rolling window.
  local function usedBy(house)
    local used = {}
    for _, slot in ipairs(state.slots) do
      if shares.houseOf(slot) == house then
        for name, cost in pairs(chargesOf(slot[SLOT_CHARGES]).costs) do
          if state.windows[name].length > 0 and freesAt(slot, name) > now then used[name] = (used[name] or 0) + cost end
        end
      end
    end
    return used
  end

  local function isWithin(share, used, costs)
    for name, cost in pairs(costs) do
      local isRolling = state.windows[name].length > 0
      if isRolling and (used[name] or 0) + cost > math.floor(share * limits[name] / limits[MAIN]) then return false end
    end
    return costs[MAIN] ~= nil
  end

  -- By key: the house whose share covers this waiting job now. Nil when no share covers a job.
  function shares.covered()
    if not state.shares then return nil end
    local covered
    for _, row in ipairs(shares.list()) do
      local house, share = row[1], row[3]
      local used = usedBy(house)
      if (used[MAIN] or 0) < share then
        local within = {}
        for place in ipairs(state.charges) do within[place] = isWithin(share, used, chargesOf(place).costs) end
        for _, at in ipairs(rowsOf(house)) do
          if within[state.line[at + JOB_CHARGES - 1]] then
            covered = covered or {}
            covered[state.line[at]] = covered[state.line[at]] or house
          end
        end
      end
    end
    return covered
  end

  -- The rows of the summary, and the place of each house in them.
  function shares.rows()
    local rows, places = {}, {}
    if not state.shares then return rows, places end
    for place, row in ipairs(shares.list()) do
      local ids = {}
      for index, at in ipairs(rowsOf(row[1])) do ids[index] = publicId(state.line[at + JOB_ID - 1]) end
      rows[place], places[row[1]] = { house = row[1], share = row[2], covered = row[3], jobs = ids }, place
    end
    return rows, places
  end
end
`;
