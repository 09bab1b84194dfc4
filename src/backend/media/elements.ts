import { OperatorError } from '../engine/operator-error.ts';
import type { Files } from '../host/files.ts';
import type { Reading } from '../host/reading.ts';
import { renderDevice } from './devices/render-device.ts';
import { findSource } from './find-source.ts';
import type { MediaSliceOptions } from './options.ts';
import type { AttachStep } from './plan-media.ts';
import { mediumRenderer, renderMedium } from './render-medium.ts';

export interface ElementsOptions extends Pick<MediaSliceOptions, 'machine' | 'readPolicy'> {
  files: Pick<Files, 'readText'>;
  /** Of a disk's element. */
  template: string;
}

/** Makes the elements of disks and devices for the running domain. */
export class Elements {
  readonly #options: ElementsOptions;
  readonly #render = mediumRenderer();
  #reading: Promise<Reading<string>> | undefined;

  constructor(options: ElementsOptions) {
    this.#options = options;
  }

  /** An element will be wanted in a moment: the template is read meanwhile. */
  prepare(): void {
    this.#reading = this.#options.files.readText(this.#options.template);
  }

  /** @throws OperatorError `media.gone`, `media.template` */
  async render(step: AttachStep): Promise<string> {
    if ('device' in step) return renderDevice(step.device, step.alias);
    const { alias, disk, place } = step;
    const { machine, readPolicy } = this.#options;
    const text = await this.#readTemplate();
    if (!text.ok) throw new OperatorError('media.template', `The template cannot be read: ${text.message}`);
    const taken = readPolicy().guest?.disks.flatMap(({ serial }) => serial ?? []) ?? [];
    const source = await findSource(machine, disk);
    return renderMedium(text.value, { alias, source, disk, place, taken }, this.#render);
  }

  #readTemplate(): Promise<Reading<string>> {
    const { files, template } = this.#options;
    const reading = this.#reading ?? files.readText(template);
    this.#reading = undefined;
    return reading;
  }
}
