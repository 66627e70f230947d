"""A script of Trading Volatility's API, on the standard library.

It asks for each symbol once, in several threads, and prints the last status of each as JSON. A refusal
with Retry-After is tried again after that time, as the vendor's own client does (429, 502 to 504).

  BASE_URL      the API's address
  API_KEY       sent as Bearer
  SYMBOLS       separated by commas
  ADDRESS       the path of one symbol, with {} in its place
  THREADS       how many requests at a time
  TRIES         how often each symbol is requested at most
"""

import json
import os
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

RETRIED = {429, 502, 503, 504}
TIMEOUT_SECONDS = 30


def ask(symbol: str) -> tuple[str, int, int]:
    url = os.environ["BASE_URL"] + os.environ["ADDRESS"].format(symbol)
    request = urllib.request.Request(
        url, headers={"Authorization": "Bearer " + os.environ["API_KEY"]}
    )
    status, tries = 0, 0
    while tries < int(os.environ["TRIES"]):
        tries += 1
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
                json.load(response)
                return symbol, response.status, tries
        except urllib.error.HTTPError as error:
            status = error.code
            if status not in RETRIED:
                break
            time.sleep(float(error.headers.get("Retry-After", "1")))
    return symbol, status, tries


with ThreadPoolExecutor(int(os.environ["THREADS"])) as threads:
    rows = list(threads.map(ask, os.environ["SYMBOLS"].split(",")))
print(json.dumps([{"symbol": s, "status": status, "tries": t} for s, status, t in rows]))
