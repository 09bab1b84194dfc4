import type { Placement, ScalePolicy, Size } from './placement.ts';

/**
 * Where the picture goes on a monitor, as large as the policy lets it be and in the middle.
 *
 * - `fit`: as large as it fits, with its own proportions.
 * - `integer`: as `fit`, but by a whole factor (2, 3, … or 1/2, 1/3, …), so that all pixels have the same size.
 * - `centre`: pixel by pixel. Of a picture that is too large the upper left part is shown: texts begin there.
 */
export function planPlacement(picture: Size, monitor: Size, policy: ScalePolicy): Placement {
  if (policy === 'centre') {
    const width = Math.min(picture.width, monitor.width);
    const height = Math.min(picture.height, monitor.height);
    return place({ width, height }, { width, height }, monitor);
  }
  const factor = Math.min(monitor.width / picture.width, monitor.height / picture.height);
  return place(picture, policy === 'fit' ? scale(picture, factor) : scaleWhole(picture, factor), monitor);
}

function place(source: Size, target: Size, monitor: Size): Placement {
  return {
    source: { x: 0, y: 0, ...pick(source) },
    target: {
      x: (monitor.width - target.width) >> 1,
      y: (monitor.height - target.height) >> 1,
      ...pick(target),
    },
  };
}

const pick = ({ width, height }: Size): Size => ({ width, height });

function scale({ width, height }: Size, factor: number): Size {
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

function scaleWhole({ width, height }: Size, factor: number): Size {
  if (factor >= 1) return { width: width * Math.floor(factor), height: height * Math.floor(factor) };
  const divisor = Math.ceil(1 / factor);
  return {
    width: Math.max(1, Math.floor(width / divisor)),
    height: Math.max(1, Math.floor(height / divisor)),
  };
}
