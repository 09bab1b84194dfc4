import * as z from 'zod';
import { mostThumbnail } from './most-thumbnail.ts';

/** What the guest's display shows, in the format that QEMU makes: PNG, or a pixmap of a QEMU that knows nothing else. */
export const screenshot = z.object({
  mime: z.enum(['image/png', 'image/x-portable-pixmap']),
  /** When it was taken. */
  time: z.iso.datetime(),
  base64: z.string(),
});
export type Screenshot = z.infer<typeof screenshot>;

export const screenshotSaveRequest = z.strictObject({
  /** The USB disk, by its ID among the media. */
  medium: z.string().min(1).max(128),
  /** The number of the partition, 0 for the whole disk; the first that can be written to where it is not said. */
  partition: z.int().min(0).max(255).optional(),
});
export type ScreenshotSaveRequest = z.infer<typeof screenshotSaveRequest>;

/** What the guest's display says, where it shows text in the PC's font: read exactly, or not at all. */
export const screenText = z.object({
  time: z.iso.datetime(),
  /** The picture's size in pixels. */
  width: z.number().int(),
  height: z.number().int(),
  /** A place that is no character of the font is U+FFFD. None where the display shows a picture. */
  lines: z.array(z.string()),
  /** How many places have something in them, and how many of these were read. */
  cells: z.number().int(),
  known: z.number().int(),
});
export type ScreenText = z.infer<typeof screenText>;

export const thumbnailQuery = z.strictObject({
  /** The most pixels that it may have each way: it keeps the picture's proportions, and is never larger than that. */
  width: z.coerce.number().int().min(1).max(mostThumbnail.width),
  height: z.coerce.number().int().min(1).max(mostThumbnail.height),
});

/** What the guest's display shows, scaled down: each pixel has the mean colour of what it stands for. */
export const thumbnail = z.object({
  time: z.iso.datetime(),
  /** The size of the whole picture, in pixels. */
  picture: z.object({ width: z.number().int().positive(), height: z.number().int().positive() }),
  /** The size of the thumbnail, in pixels. */
  width: z.number().int().positive().max(mostThumbnail.width),
  height: z.number().int().positive().max(mostThumbnail.height),
  /** Its pixels, row by row from the top left: red, green and blue, a byte each. */
  base64: z.string(),
});
export type Thumbnail = z.infer<typeof thumbnail>;
