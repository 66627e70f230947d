import { RoomPanel } from "@/components/admin/room/room-panel";

const ABOUT =
  "A key works at every address of the API. Send it as Authorization: Bearer or X-Api-Key. A client of " +
  "Trading Volatility needs only the key and another base URL.";

const WAYS = [
  { who: "Clients of Trading Volatility v2", address: "/api/tv/v2" },
  { who: "Clients of v1, with the key as username", address: "/api/tv" },
  { who: "Agents, over MCP", address: "/api/mcp" },
  { who: "Your own scripts", address: "/api/gex/SPY" },
] as const;

/** Files under public/examples. */
const EXAMPLES = [
  { file: "streamlit_app.py", what: "Streamlit page" },
  { file: "notebook_cell.py", what: "Notebook cell" },
  { file: "cron_job.py", what: "Cron job" },
  { file: "curl.sh", what: "curl" },
  { file: "mcp.json", what: "MCP client" },
] as const;

/** Says where a key is used, with examples to copy. */
export function UseKeys() {
  return (
    <RoomPanel title="Use a key" about={ABOUT}>
      <div className="flex flex-col gap-3 p-3 text-sm">
        <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
          {WAYS.map(({ who, address }) => (
            <div key={address} className="contents">
              <dt className="text-muted">{who}</dt>
              <dd>
                <code>{address}</code>
              </dd>
            </div>
          ))}
        </dl>
        <ul aria-label="Examples" className="flex flex-wrap gap-x-4">
          {EXAMPLES.map(({ file, what }) => (
            <li key={file}>
              <a
                href={`/examples/${file}`}
                className="inline-flex h-11 items-center text-accent underline-offset-2 hover:underline sm:h-8"
              >
                {what}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </RoomPanel>
  );
}
