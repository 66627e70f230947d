/**
 * The waiting jobs, stored in `state.line` as one flat list: a list for each of five hundred jobs takes
 * several times as long to read. A row has what claims and the summary read of every job, the number of
 * its tickets, the time when the first lease ends, and the rest of the job, packed:
 *   key, score, rank, id, priority, charges, kind, refused, text, tickets, leases end, packed
 * A job is opened to read more of it or to change it. closeJobs writes changed jobs back before the rows
 * are read again.
 */
export const waitingLua = `
local ROW = 12
local waiting, noteChange = {}, nil
do
  local ROW_TICKETS, ROW_END, ROW_PACKED = 10, 11, 12
  -- By key: the open jobs, which of them changed, and where rows begin.
  local opened, changed, places = {}, {}, {}
  local arePlacesKnown = false

  function waiting.count() return #state.line / ROW end

  function waiting.openAt(at)
    local row = state.line
    local key = row[at]
    if opened[key] then return opened[key] end
    local job, packed = {}, cmsgpack.unpack(row[at + ROW_PACKED - 1])
    for column = JOB_KEY, JOB_TEXT do job[column] = row[at + column - 1] end
    for index, value in ipairs(packed) do job[JOB_TEXT + index] = value end
    opened[key], places[key] = job, at
    return job
  end

  function waiting.openAll()
    local jobs = {}
    for at = 1, #state.line, ROW do jobs[#jobs + 1] = waiting.openAt(at) end
    return jobs
  end

  function waiting.find(key)
    if not arePlacesKnown then
      for at = 1, #state.line, ROW do places[state.line[at]] = at end
      arePlacesKnown = true
    end
    return places[key] and waiting.openAt(places[key])
  end

  -- Jobs that may concern a caller or a house: their packed part contains the name.
  function waiting.concerning(caller, house)
    local jobs, row = {}, state.line
    for at = 1, #row, ROW do
      local packed = row[at + ROW_PACKED - 1]
      local isNamed = opened[row[at]] or string.find(packed, caller, 1, true) or house and string.find(packed, house, 1, true)
      if isNamed then jobs[#jobs + 1] = waiting.openAt(at) end
    end
    return jobs
  end

  -- Marks a waiting or flying job as changed: its stored text is out of date.
  function noteChange(job)
    job[JOB_TEXT], dirty = '', true
    if job[JOB_GRANT] == 0 then changed[job[JOB_KEY]] = true end
  end

  function waiting.add(job)
    local key, at = job[JOB_KEY], #state.line + 1
    opened[key], places[key] = job, at
    for column = JOB_KEY, JOB_TEXT do state.line[at + column - 1] = job[column] end
    state.line[at + ROW_TICKETS - 1], state.line[at + ROW_END - 1], state.line[at + ROW_PACKED - 1] = 0, 0, ''
    noteChange(job)
  end

  -- The last row takes its place. The order does not matter.
  function waiting.remove(job)
    local key, row = job[JOB_KEY], state.line
    local at, last = places[key], #row - ROW + 1
    if at ~= last then
      for column = 0, ROW - 1 do row[at + column] = row[last + column] end
      places[row[at]] = at
    end
    for column = ROW - 1, 0, -1 do row[last + column] = nil end
    opened[key], changed[key], places[key], dirty = nil, nil, nil, true
  end

  function closeJobs()
    for key in pairs(changed) do
      local job, at, packed = opened[key], places[key], {}
      job[JOB_TEXT] = textOf(job, job[JOB_KIND])
      for column = JOB_KEY, JOB_TEXT do state.line[at + column - 1] = job[column] end
      for column = JOB_ENTERED, #job do packed[column - JOB_TEXT] = job[column] end
      state.line[at + ROW_TICKETS - 1], state.line[at + ROW_END - 1] = ticketsIn(job), firstLeaseEnd(job)
      state.line[at + ROW_PACKED - 1] = cmsgpack.pack(packed)
    end
    changed = {}
  end

  -- Jobs with a lease that has ended.
  function waiting.withEnded()
    closeJobs()
    local jobs = {}
    for at = 1, #state.line, ROW do
      if state.line[at + ROW_END - 1] <= now then jobs[#jobs + 1] = waiting.openAt(at) end
    end
    return jobs
  end

  -- When the next lease ends; 0 when no job waits.
  function waiting.nextEnd()
    closeJobs()
    local nextEnd = 0
    for at = ROW_END, #state.line, ROW do
      if nextEnd == 0 or state.line[at] < nextEnd then nextEnd = state.line[at] end
    end
    return nextEnd
  end

  function waiting.tickets()
    closeJobs()
    local count = 0
    for at = ROW_TICKETS, #state.line, ROW do count = count + state.line[at] end
    return count
  end
end
`;
