/** The only table of the host's packet filter that is ours. */
export const table = 'bezel';
/** Before the filters of others: what they allow is dropped here all the same. NF_IP_PRI_MANGLE of linux/netfilter_ipv4.h. */
export const priority = -150;
