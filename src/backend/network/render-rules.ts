import { toLinkName } from './render-batch.ts';
import { priority, table } from './rules.ts';

/**
 * The table for `nft -f -`, which replaces the one that is there in one transaction. Everything between the host and any link that is not
 * `inside` is dropped, and the host forwards nothing. What goes through a bridge is not the host's and passes by.
 */
export function renderRules(inside: readonly string[]): string {
  const names = inside.map((name) => `"${toLinkName(name)}"`).join(', ');
  return `table inet ${table}
delete table inet ${table}
table inet ${table} {
  set inside {
    type ifname
    elements = { ${names} }
  }
  chain input {
    type filter hook input priority ${priority}; policy accept;
    iifname != @inside drop
  }
  chain output {
    type filter hook output priority ${priority}; policy accept;
    oifname != @inside drop
  }
  chain forward {
    type filter hook forward priority ${priority}; policy drop;
  }
}
`;
}
