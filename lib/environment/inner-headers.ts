/**
 * Headers that the preflight writes on a request for this process's handlers. A client's headers of
 * these names are replaced or removed.
 */

/** The network address at the other end of the socket, as Node writes it. */
export const PEER_HEADER = "x-gammagate-peer";

/** The query string as sent, without its `?`. Next drops some names before a handler. */
export const SENT_QUERY_HEADER = "x-gammagate-query";
