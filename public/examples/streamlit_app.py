"""A Streamlit page that loads one symbol through Gammagate when its button is pressed.

Set GAMMAGATE_URL and GAMMAGATE_KEY (gg_...), then: streamlit run streamlit_app.py
Needs only streamlit. Nothing refreshes by itself: opening the page, typing and reconnecting use no
API call.
"""

import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timezone

import streamlit as st

# The shortest time between two presses that load, seconds. Gammagate may ask for a longer one.
COOLDOWN_SECONDS = 10


def ask(symbol):
    """Returns status, headers and body of one request. Waits up to 10s in the queue."""
    base = os.environ["GAMMAGATE_URL"].rstrip("/")
    url = base + "/api/gex/" + urllib.parse.quote(symbol, safe="")
    headers = {"Authorization": "Bearer " + os.environ["GAMMAGATE_KEY"], "Prefer": "wait=10"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as it:
            return it.status, it.headers, json.load(it)
    except urllib.error.HTTPError as refused:
        text = refused.read().decode(errors="replace")
        return refused.code, refused.headers, json.loads(text) if text.startswith("{") else {}
    except OSError:
        return 0, {}, {"detail": "Gammagate is not responding."}


def load(symbol):
    """Loads the symbol and keeps the answer. Sets the time before which no press loads again."""
    status, headers, body = ask(symbol)
    wait = max(COOLDOWN_SECONDS, int(headers.get("Retry-After", 0)))
    st.session_state["next_load_at"] = time.time() + wait
    if status == 200:
        st.session_state["snapshot"] = body
    elif status == 202:
        place = body.get("position") or "?"
        st.session_state["snapshot"] = body.get("stale") or st.session_state.get("snapshot")
        st.info(f"Number {place} in the queue. Press Refresh in {wait}s.")
    else:
        st.warning(body.get("detail", f"Gammagate answered {status}.") + f" Next try in {wait}s.")


def age_of(as_of):
    """The age of the data as text: "35 min old"."""
    if not as_of:
        return "age not reported"
    then = datetime.fromisoformat(as_of.replace("Z", "+00:00"))
    minutes = int((datetime.now(timezone.utc) - then).total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 0)} min old"
    return f"{minutes // 60} h {minutes % 60} min old"


st.title("Gamma exposure")
symbol = st.text_input("Symbol", "SPY").strip().upper()

if st.button("Refresh"):
    left = st.session_state.get("next_load_at", 0) - time.time()
    if left > 0:
        st.info(f"Press Refresh again in {int(left) + 1}s.")
    else:
        load(symbol)

snapshot = st.session_state.get("snapshot")
if snapshot:
    st.caption(f"{snapshot['symbol']}, {age_of(snapshot.get('asOf'))}")
    st.json(snapshot["data"])
else:
    st.caption("Not loaded yet. Refresh uses at most 1 API call, and the result is shared.")
