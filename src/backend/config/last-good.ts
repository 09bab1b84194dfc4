import { type Files, policyLimitBytes } from './read-policy.ts';

/** Keeps what worked: the policy and the domain XML with which the guest last started. */
export interface LastGood {
  readPolicy(): Promise<string | undefined>;
  readDomainXml(): Promise<string | undefined>;
  write(policyText: string, domainXml: string): Promise<void>;
}

/** libvirt takes at most 4 MiB of XML in one call. */
const xmlLimitBytes = 4 * 1024 * 1024;

/** Keeps it as two files in `folder`, each replaced as a whole. `writeFile` must be safe against power cuts. */
export function lastGoodIn(
  folder: string,
  files: Files,
  writeFile: (path: string, content: string) => Promise<void>,
): LastGood {
  const policyFile = `${folder}/appliance.yaml`;
  const domainFile = `${folder}/domain.xml`;
  const readText = async (path: string, limitBytes: number): Promise<string | undefined> => {
    const reading = await files.readText(path, limitBytes);
    return reading.ok ? reading.value : undefined;
  };
  return {
    readPolicy: () => readText(policyFile, policyLimitBytes),
    readDomainXml: () => readText(domainFile, xmlLimitBytes),
    write: async (policyText, domainXml) => {
      if ((await readText(policyFile, policyLimitBytes)) !== policyText)
        await writeFile(policyFile, policyText);
      if ((await readText(domainFile, xmlLimitBytes)) !== domainXml) await writeFile(domainFile, domainXml);
    },
  };
}
