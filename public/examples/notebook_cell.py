"""A notebook cell: loads one symbol through Gammagate, in the API's own format.

Set GAMMAGATE_URL (for example https://gate.example.com) and GAMMAGATE_KEY (gg_...).
Uses the standard library. Run the cell again to load again: cached data uses no API call.
"""

import json
import os
import time
import urllib.error
import urllib.request

SYMBOL = "SPY"
# The longest this cell waits in the queue, seconds.
MAX_WAIT_SECONDS = 180


def load_ticker(symbol):
    """Returns the reply as a dict, and the time of its data (ISO 8601, or None).

    After a 429 or 503 it waits as long as Retry-After says, and asks again.
    Raises RuntimeError when that would take longer than MAX_WAIT_SECONDS.
    """
    url = os.environ["GAMMAGATE_URL"].rstrip("/") + "/api/tv/v2/tickers/" + symbol
    headers = {"Authorization": "Bearer " + os.environ["GAMMAGATE_KEY"]}
    ends_at = time.monotonic() + MAX_WAIT_SECONDS
    while True:
        try:
            request = urllib.request.Request(url, headers=headers)
            with urllib.request.urlopen(request, timeout=90) as reply:
                return json.load(reply), reply.headers.get("X-Gammagate-As-Of")
        except urllib.error.HTTPError as refused:
            wait = int(refused.headers.get("Retry-After", 0))
            if refused.code not in (429, 503) or wait < 1:
                raise RuntimeError(f"Gammagate answered {refused.code}.") from None
            if time.monotonic() + wait > ends_at:
                raise RuntimeError(f"Still in the queue. Try again in {wait}s.") from None
        time.sleep(wait)


ticker, as_of = load_ticker(SYMBOL)
print(f"{SYMBOL} as of {as_of or 'an unknown time'}")
print(json.dumps(ticker["data"], indent=2))
