import { type Files, policyLimitBytes } from './read-policy.ts';

/** What the guest was started with. */
export interface Good {
  policyText: string;
  domainXml: string;
  /** More about that start, as those who keep it understand it. */
  about: string;
}

/** Keeps what worked: the policy and the domain XML with which the guest last started. */
export interface LastGood {
  readPolicy(): Promise<string | undefined>;
  /** Absent when the domain XML is. Texts that are missing are empty. */
  read(): Promise<Good | undefined>;
  write(good: Good): Promise<void>;
}

/** libvirt takes at most 4 MiB of XML in one call. */
const xmlLimitBytes = 4 * 1024 * 1024;
/** It may have the domain XML in it once more. */
const aboutLimitBytes = 2 * xmlLimitBytes;

/** Keeps it as three files in `folder`, each replaced as a whole. `writeFile` must be safe against power cuts. */
export function lastGoodIn(
  folder: string,
  files: Files,
  writeFile: (path: string, content: string) => Promise<void>,
): LastGood {
  const policyFile = `${folder}/appliance.yaml`;
  const domainFile = `${folder}/domain.xml`;
  const aboutFile = `${folder}/start.json`;
  const readText = async (path: string, limitBytes: number): Promise<string | undefined> => {
    const reading = await files.readText(path, limitBytes);
    return reading.ok ? reading.value : undefined;
  };
  const replace = async (path: string, limitBytes: number, text: string): Promise<void> => {
    if ((await readText(path, limitBytes)) !== text) await writeFile(path, text);
  };
  return {
    readPolicy: () => readText(policyFile, policyLimitBytes),
    read: async () => {
      const domainXml = await readText(domainFile, xmlLimitBytes);
      if (domainXml === undefined) return undefined;
      const policyText = (await readText(policyFile, policyLimitBytes)) ?? '';
      return { policyText, domainXml, about: (await readText(aboutFile, aboutLimitBytes)) ?? '' };
    },
    write: async ({ policyText, domainXml, about }) => {
      await replace(policyFile, policyLimitBytes, policyText);
      await replace(domainFile, xmlLimitBytes, domainXml);
      await replace(aboutFile, aboutLimitBytes, about);
    },
  };
}
