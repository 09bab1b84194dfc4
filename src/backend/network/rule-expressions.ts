import { toLinkName } from './link-words.ts';

/** Statements and matches as libnftables-json(5) has them. */
export type Expression = Record<string, unknown>;
/** Rules of the chains, each as its expressions. */
export interface ChainRules {
  input: Expression[][];
  output: Expression[][];
}

export const accept: Expression = { accept: null };
export const drop: Expression = { drop: null };
export const dhcp = { server: 67, client: 68 };

export const meta = (key: string): Expression => ({ meta: { key } });
export const ip = (field: string): Expression => payload('ip', field);
export const port = (protocol: string, field: string): Expression => payload(protocol, field);
const payload = (protocol: string, field: string): Expression => ({ payload: { protocol, field } });
const match = (op: string, left: Expression, right: unknown): Expression => ({ match: { op, left, right } });
export const is = (left: Expression, right: unknown): Expression => match('==', left, right);
export const isNot = (left: Expression, right: unknown): Expression => match('!=', left, right);
/** One of these bits at least. */
export const has = (left: Expression, right: readonly string[]): Expression =>
  match('in', left, right.length === 1 ? right[0] : right);
/** More often than that. */
export const over = ({ perSecond, burst }: { perSecond: number; burst: number }): Expression => ({
  limit: { rate: perSecond, burst, per: 'second', inv: true },
});

/** The name of one link: nftables takes a star at its end for any. */
export function toExactName(text: string): string {
  if (text.includes('*')) throw new Error(`not the name of one link: ${JSON.stringify(text)}`);
  return toLinkName(text);
}
