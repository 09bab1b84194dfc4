import type { PciAddress, RootPortSpec } from '../spec.ts';

const functions = 8;
/** Ports of the disks `vda` to `vdh`; each has its port also when it is not there. */
const diskPorts = 8;
/** Ports that stay free for what is plugged in later. */
const sparePorts = 8;
/** NICs that a running guest can be given at least. */
const leastSpareNics = 2;
/** On bus 0: the disks' ports from here on, then the spare ones, then the NICs', eight functions a slot. */
const firstSlot = 0x02;
/** As many NICs as a guest can have: their ports end at slot 0x0b. */
export const maxNics = 64;

/**
 * The root ports of a guest whose NICs ever had the numbers 1 to `nicPorts`. The NICs' are the last, so that another one changes no number of
 * a bus: firmware and Linux number the buses in the order of the ports.
 */
export function planRootPorts(nicPorts: number): RootPortSpec[] {
  return Array.from({ length: diskPorts + sparePorts + nicPorts }, (_, port) => ({
    index: port + 1,
    bus: hex(0, 2),
    slot: hex(firstSlot + Math.floor(port / functions), 2),
    function: hex(port % functions, 1),
    multifunction: port % functions === 0,
  }));
}

/**
 * Ports for NICs where the first `used` were ever taken and more may be plugged in while the guest runs: the slots of bus 0 are filled up, and
 * two at least are free. Another NIC mostly needs no other ports then.
 */
export const nicPortsWithSpare = (used: number): number =>
  Math.min(maxNics, functions * Math.ceil((used + leastSpareNics) / functions));

/** Address of the disk `vda`, `vdb`, …: the letter decides, so that a disk keeps its place when another is added. */
export const diskAddress = (target: string): PciAddress => behind(letterIndex(target) + 1);

/** Address of the guest's NIC with this number, from 1. */
export const nicAddress = (slot: number): PciAddress => behind(diskPorts + sparePorts + slot);

/** 0 for `vda` and `sda`, 1 for `vdb`, … */
export const letterIndex = (target: string): number => target.charCodeAt(2) - 'a'.charCodeAt(0);

/** The only place behind a root port. */
const behind = (port: number): PciAddress => ({ bus: hex(port, 2), slot: hex(0, 2), function: hex(0, 1) });

const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;
