import type { MachineFiles } from './entries.ts';

/** A few lines of `pci.ids`, in its own order and with its comments. */
export const pciIds: MachineFiles = {
  '/usr/share/misc/pci.ids': `#
#	List of PCI ID's
#
# Syntax:
# vendor  vendor_name
#	device  device_name				<-- single tab
#		subvendor subdevice  subsystem_name	<-- two tabs

0010  Allied Telesis, Inc (Wrong ID)
144d  Samsung Electronics Co Ltd
	a80a  NVMe SSD Controller PM9A1/PM9A3/980PRO
1a03  ASPEED Technology, Inc.
	2000  ASPEED Graphics Family
1af4  Red Hat, Inc.
	1041  Virtio 1.0 network device
# A comment in the middle of a section
	1042  Virtio 1.0 block device
8086  Intel Corporation
	0d57  Device \u00c4
	1521  I350 Gigabit Network Connection
		103c 1028  I350 Gigabit Network Connection (copper)
		8086 0001  Ethernet Server Adapter I350-T4
	1563  Ethernet Controller X550
	15f3  Ethernet Controller I225-V
	2723  Wi-Fi 6 AX200
	43d2  Tiger Lake-H SATA Controller
	43ed  Tiger Lake-H USB 3.2 Gen 2x1 xHCI Host Controller
	46a8  Alder Lake-UP3 GT2 [Iris Xe Graphics]
ffff  Illegal Vendor ID


# List of known device classes, subclasses and programming interfaces

C 01  Mass storage controller
	06  SATA controller
		01  AHCI 1.0
	08  Non-Volatile memory controller
C 02  Network controller
	00  Ethernet controller
	80  Network controller
C 03  Display controller
	00  VGA compatible controller
		00  VGA controller
C 0c  Serial bus controller
	03  USB controller
		30  XHCI
C ff  Unassigned class
`,
};
