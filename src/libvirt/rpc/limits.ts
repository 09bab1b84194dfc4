/** `VIR_NET_MESSAGE_MAX`: a packet without its length word, 32 MiB. */
export const PACKET_MAX = 33_554_432;
/** Size of the length word. */
export const LENGTH_SIZE = 4;
/** `VIR_NET_MESSAGE_HEADER_MAX`. */
export const HEADER_SIZE = 24;
/** Most bytes of arguments or results in one packet. */
export const PAYLOAD_MAX = PACKET_MAX - HEADER_SIZE;
/** `VIR_NET_MESSAGE_STRING_MAX` and `REMOTE_STRING_MAX`: 4 MiB of UTF-8. */
export const STRING_MAX = 4_194_304;
/** `VIR_NET_MESSAGE_LEGACY_PAYLOAD_MAX` less the header: the chunk in which libvirt's own client sends stream data. */
export const STREAM_CHUNK = 262_144 - HEADER_SIZE;
/**
 * Calls that may be under way at once on one connection. libvirtd's `max_client_requests` is 5 and its receive buffer
 * counts as one of them; at the limit it stops reading, keepalive included, and the connection is taken for dead.
 */
export const CALLS_IN_FLIGHT = 4;
