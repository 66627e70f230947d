#!/bin/sh
# Loads SPY through Gammagate with curl 7.71 or newer. Set GAMMAGATE_URL and GAMMAGATE_KEY (gg_...).
set -eu
: "${GAMMAGATE_URL:?Set it to the address of Gammagate}" "${GAMMAGATE_KEY:?Set it to your key}"

# The key goes over standard input, so that no process list shows it.
# After a 429 or 503, --retry waits as long as Retry-After says, here at most 3 minutes in all.
gammagate() {
  printf 'header = "Authorization: Bearer %s"\n' "$GAMMAGATE_KEY" |
    curl --config - --fail --silent --show-error --retry 10 --retry-max-time 180 "$@"
}

# In the API's own format: what its clients get when only their base URL is changed.
gammagate "$GAMMAGATE_URL/api/tv/v2/tickers/SPY"
echo

# In Gammagate's format, with age and source. It waits up to 60s in the queue, then prints a ticket.
gammagate --header 'Prefer: wait=60' "$GAMMAGATE_URL/api/gex/SPY"
echo

# Saved data only: never uses an API call.
gammagate "$GAMMAGATE_URL/api/gex/SPY?cached=1"
echo
