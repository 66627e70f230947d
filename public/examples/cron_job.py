"""A cron job: prints one line of JSON for each symbol, through Gammagate.

Set GAMMAGATE_URL and GAMMAGATE_KEY (gg_...) in the crontab. Uses the standard library.
The data changes after the open and before the close, so two runs a day are enough:

    CRON_TZ=America/New_York
    15 10,16 * * 1-5  python3 cron_job.py SPY QQQ >> gex.jsonl

Exits with 1 when a symbol could not be loaded. The others are printed all the same.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request

# The longest the job waits for one symbol, seconds.
MAX_WAIT_SECONDS = 600


def ask(path):
    """Returns status, headers and body of one GET. Refusals are answers too."""
    url = os.environ["GAMMAGATE_URL"].rstrip("/") + path
    headers = {"Authorization": "Bearer " + os.environ["GAMMAGATE_KEY"], "Prefer": "wait=30"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=90) as it:
            return it.status, it.headers, json.load(it)
    except urllib.error.HTTPError as refused:
        text = refused.read().decode(errors="replace")
        try:
            body = json.loads(text)
        except ValueError:
            body = {}
        return refused.code, refused.headers, body


def load_snapshot(symbol):
    """Returns the snapshot of a symbol: symbol, data, asOf, source and more.

    A 202 is a ticket: the job reads it until the ticket ends. After each 202, 429 and 503 it waits
    as long as Retry-After says. Raises RuntimeError with the reason when it cannot be loaded.
    """
    path = "/api/gex/" + symbol
    ends_at = time.monotonic() + MAX_WAIT_SECONDS
    while True:
        status, headers, body = ask(path)
        if "data" in body and "asOf" in body:
            return body
        state = body.get("state")
        if state == "completed":
            return body["snapshot"]
        if state in ("failed", "expired"):
            problem = body.get("problem") or {}
            raise RuntimeError(problem.get("detail", "The request left the queue."))
        if status not in (200, 202, 429, 503):
            raise RuntimeError(body.get("detail", f"Gammagate answered {status}."))
        # A ticket has its own address.
        path = headers.get("Location", path)
        wait = int(headers.get("Retry-After", 1))
        if time.monotonic() + wait > ends_at:
            raise RuntimeError(f"Still in the queue. Try again in {wait}s.")
        time.sleep(wait)


def main(symbols):
    failed = False
    for symbol in symbols:
        try:
            print(json.dumps(load_snapshot(symbol)), flush=True)
        except (RuntimeError, OSError) as fault:
            failed = True
            print(f"{symbol}: {fault}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["SPY"]))
