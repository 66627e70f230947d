/** Reads the fields of a job's row. state.lua.ts names its columns. */
export const jobLua = `
local BATCH = 3
local function laneOf(priority)
  if priority <= 3 then return 1 end
  return priority < BATCH_FROM and 2 or BATCH
end

local function ticketsIn(job)
  return (#job - FIRST_TICKET + 1) / TICKET_SIZE
end

local function laneOfTicket(job, at)
  return job[at + 3] % 4
end

local function houseOf(job)
  return job[JOB_HOUSE] == 0 and job[JOB_CALLER] or job[JOB_HOUSE]
end

-- The first ticket of a caller of this house.
local function findHouse(job, house)
  for at = FIRST_TICKET, #job, TICKET_SIZE do
    if (job[at + 4] == 0 and job[at] or job[at + 4]) == house then return at end
  end
end

local function firstLeaseEnd(job)
  local endsAt = math.huge
  for at = FIRST_TICKET, #job, TICKET_SIZE do endsAt = math.min(endsAt, job[at + 2]) end
  return endsAt
end

-- The row of a waiting job in the summary (see summary.lua.ts).
local function textOf(job, kind)
  return string.format('%.0f %.0f %.0f %d %d %d %d', job[JOB_ID], job[JOB_SCORE], job[JOB_RANK], job[JOB_CHARGES],
    laneOf(job[JOB_PRIORITY]), ticketsIn(job), kind)
end

local function findTicket(job, caller)
  for at = FIRST_TICKET, #job, TICKET_SIZE do
    if job[at] == caller then return at end
  end
end
`;
