/** The words of a processor of 2023, as its kernel has them. */
const flags =
  `fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ht syscall nx mmxext
fxsr_opt pdpe1gb rdtscp lm constant_tsc rep_good amd_lbr_v2 nopl nonstop_tsc cpuid extd_apicid aperfmperf rapl pni pclmulqdq monitor ssse3
fma cx16 pcid sse4_1 sse4_2 x2apic movbe popcnt aes xsave avx f16c rdrand lahf_lm cmp_legacy svm extapic cr8_legacy abm sse4a misalignsse
3dnowprefetch osvw ibs skinit wdt tce topoext perfctr_core perfctr_nb bpext perfctr_llc mwaitx cpb cat_l3 cdp_l3 hw_pstate ssbd mba
perfmon_v2 ibrs ibpb stibp ibrs_enhanced vmmcall fsgsbase bmi1 avx2 smep bmi2 erms invpcid cqm rdt_a avx512f avx512dq rdseed adx smap
avx512ifma clflushopt clwb avx512cd sha_ni avx512bw avx512vl xsaveopt xsavec xgetbv1 xsaves cqm_llc cqm_occup_llc cqm_mbm_total
cqm_mbm_local avx512_bf16 clzero irperf xsaveerptr rdpru wbnoinvd amd_ppin cppc arat npt lbrv svm_lock nrip_save tsc_scale vmcb_clean
flushbyasid decodeassists pausefilter pfthreshold avic v_vmsave_vmload vgif x2avic v_spec_ctrl vnmi avx512vbmi umip pku ospke avx512_vbmi2
gfni vaes vpclmulqdq avx512_vnni avx512_bitalg avx512_vpopcntdq la57 rdpid overflow_recov succor smca fsrm flush_l1d debug_swap`
    .split(/\s+/)
    .join(' ');

/** `/proc/cpuinfo` of so many sockets, cores of each, and threads of each, about 2 KB for each of the processors. */
export function cpuinfo(sockets: number, cores: number, threads: number): string {
  return Array.from({ length: sockets * cores * threads }, (_, cpu) => {
    const core = cpu % (sockets * cores);
    const fields = {
      processor: cpu,
      vendor_id: 'AuthenticAMD',
      'cpu family': 25,
      model: 17,
      'model name': 'AMD EPYC 9554 64-Core Processor',
      stepping: 1,
      microcode: '0xa101144',
      'cpu MHz': '3100.000',
      'cache size': '1024 KB',
      'physical id': Math.floor(core / cores),
      siblings: cores * threads,
      'core id': core % cores,
      'cpu cores': cores,
      apicid: cpu,
      'initial apicid': cpu,
      fpu: 'yes',
      fpu_exception: 'yes',
      'cpuid level': 16,
      wp: 'yes',
      flags,
      bugs: 'sysret_ss_attrs spectre_v1 spectre_v2 spec_store_bypass srso',
      bogomips: '6190.70',
      'TLB size': '3584 4K pages',
      'clflush size': 64,
      cache_alignment: 64,
      'address sizes': '52 bits physical, 57 bits virtual',
      'power management': 'ts ttp tm hwpstate cpb eff_freq_ro [13] [14]',
    };
    return Object.entries(fields)
      .map(([name, value]) => `${name.padEnd(15)}\t: ${value}\n`)
      .join('');
  }).join('\n');
}

const hex = (number: number): string => number.toString(16).padStart(4, '0');

/** As long as Debian's (1.5 MB): 2,300 vendors with a handful of devices each, and some with thousands. */
export function pciIds(): string {
  const known: Record<number, Devices> = {
    4130: { first: 0x1400, count: 1500 },
    5197: { first: 0xa800, count: 60 },
    32902: { first: 0x0d00, count: 6500 },
  };
  const vendors = [...Array(2300).keys()].map((index) => index * 24);
  const sections = [...new Set([...vendors, ...Object.keys(known).map(Number)])]
    .sort((a, b) => a - b)
    .map((vendor) => toSection(hex(vendor), known[vendor] ?? { first: 0x1000, count: 6 }));
  return `#\n#\tList of PCI ID's\n#\n\n${sections.join('')}\n${classes}`;
}

interface Devices {
  first: number;
  count: number;
}

function toSection(vendor: string, { first, count }: Devices): string {
  const lines = Array.from(
    { length: count },
    (_, index) =>
      `\t${hex(first + index)}  Controller ${index} of a family with a long name [Model ${index}]\n`,
  );
  return `${vendor}  Maker number ${vendor}, Incorporated\n${lines.join('')}`;
}

const classes = `# List of known device classes, subclasses and programming interfaces

C 01  Mass storage controller
	08  Non-Volatile memory controller
		02  NVM Express
C 02  Network controller
	00  Ethernet controller
C 06  Bridge
	00  Host bridge
	04  PCI bridge
		00  Normal decode
`;
